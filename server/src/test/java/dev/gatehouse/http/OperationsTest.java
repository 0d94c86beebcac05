package dev.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The server does not start with a contract that it does not keep. */
class OperationsTest {

    private static final String ONE = """
            openapi: 3.1.0
            paths:
              /one:
                get: { operationId: getOne, tags: [one], security: [] }
              /two:
                post: { operationId: sendTwo, tags: [two], x-permission: self }
            """;

    private final Operations operations = operations(ONE);

    @Test
    void completeShouldBeTaken() {
        operations.on("getOne", OperationsTest::nothing);
        operations.on("sendTwo", OperationsTest::nothing);

        operations.requireComplete();
    }

    @Test
    void anOperationThatNobodyAnswersShouldBeRefusedByName() {
        operations.on("getOne", OperationsTest::nothing);

        assertThatIllegalStateException()
                .isThrownBy(operations::requireComplete)
                .withMessageContaining("[sendTwo]");
    }

    @Test
    void anUnknownOperationShouldBeRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> operations.on("getOnee", OperationsTest::nothing))
                .withMessageContaining("getOnee");
    }

    @Test
    void aSecondHandlerShouldBeRefused() {
        operations.on("getOne", OperationsTest::nothing);

        assertThatIllegalStateException()
                .isThrownBy(() -> operations.on("getOne", OperationsTest::nothing))
                .withMessageContaining("twice");
    }

    @Test
    void aContractShouldSayWhoMayCallEachOperation() {
        refused(ONE.replace(", x-permission: self", ""), "sendTwo has neither a permission");
        refused(ONE.replace("x-permission: self", "x-permission: king"), "unknown permission: king");
        refused(ONE.replace("x-permission: self", "security: [{ session: [] }]"), "neither a permission");
        refused(ONE.replace("security: []", "security: [], x-permission: kng"), "unknown permission");
    }

    @Test
    void aContractShouldNameEachOperationOnceUnderOneTag() {
        refused(ONE.replace("sendTwo", "getOne"), "getOne twice");
        refused(ONE.replace("[two]", "[one, two]"), "2 tags");
        refused(ONE.replace("tags: [two], ", ""), "0 tags");
    }

    @Test
    void aReferenceShouldLeadSomewhere() {
        refused(
                ONE.replace(
                        "x-permission: self",
                        "x-permission: self, requestBody: { $ref: '#/components/requestBodies/None' }"),
                "#/components/requestBodies/None");
    }

    @Test
    void aBodyShouldBeRequiredAndOfOneType() {
        refused(
                ONE.replace("x-permission: self", "x-permission: self, requestBody: { content: { text/csv: {} } }"),
                "sendTwo has a body");
        refused(
                ONE.replace(
                        "x-permission: self",
                        "x-permission: self, requestBody: { required: true, content: { text/csv: {}, text/plain: {} } }"),
                "sendTwo has a body");
    }

    @Test
    void whoIsNotSignedInShouldBeGivenLittleRoom() {
        Contract contract = Contract.of(ONE);

        assertThat(contract.operations().get("getOne"))
                .extracting(Contract.Operation::permission, Contract.Operation::bodyLimit)
                .containsExactly(Optional.empty(), 16 * 1024);
        assertThat(contract.operations().get("sendTwo"))
                .extracting(Contract.Operation::permission, Contract.Operation::bodyLimit)
                .containsExactly(Optional.of(Permission.SELF), 64 * 1024);
    }

    private static void refused(String contract, String words) {
        assertThatIllegalStateException()
                .isThrownBy(() -> Contract.of(contract))
                .withMessageContaining(words);
    }

    private static Operations operations(String contract) {
        return new Operations(
                Contract.of(contract),
                new RequestReader(new ClientAddress(List.of())),
                new CrossSiteGuard(URI.create("http://localhost")),
                (request, permission) -> Future.failedFuture(HttpProblems.SIGN_IN_REQUIRED.problem()),
                new HttpMetrics(new SimpleMeterRegistry()));
    }

    private static Future<Reply> nothing(Request request) {
        return Future.succeededFuture(Reply.noContent());
    }
}
