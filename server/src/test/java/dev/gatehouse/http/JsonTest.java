package dev.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.json.JsonArray;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JsonTest {

    private static final UUID ID = UUID.fromString("0190a0b0-c0d0-7000-8000-000000000001");

    @Test
    void absentValuesShouldLeaveTheirMembersOut() {
        assertThat(Json.object()
                        .put("a", null)
                        .put("b", Optional.empty())
                        .put("c", Optional.of(1))
                        .done()
                        .encode())
                .isEqualTo("{\"c\":1}");
    }

    @Test
    void valuesShouldBeWrittenAsTheContractHasThem() {
        assertThat(Json.object()
                        .put("time", Instant.parse("2026-01-02T03:04:05.000006Z"))
                        .put("id", ID)
                        .put("ids", List.of(ID))
                        .put("words", Set.of("a"))
                        .put("inner", Json.object().put("n", 1))
                        .put("list", List.of(Json.object().put("n", 2)))
                        .put("empty", List.of())
                        .done()
                        .encode())
                .isEqualTo("{\"time\":\"2026-01-02T03:04:05.000006Z\",\"id\":\"" + ID + "\",\"ids\":[\"" + ID
                        + "\"],\"words\":[\"a\"],\"inner\":{\"n\":1},\"list\":[{\"n\":2}],\"empty\":[]}");
    }

    @Test
    void anEnumShouldNotLeakTheNameOfAConstant() {
        assertThatIllegalArgumentException().isThrownBy(() -> Json.object().put("permission", Permission.SELF));
    }

    @Test
    void stringsOfAMissingArrayShouldBeNone() {
        assertThat(Json.strings(null)).isEmpty();
        assertThat(Json.strings(new JsonArray(Arrays.asList("a", "b")))).containsExactly("a", "b");
    }
}
