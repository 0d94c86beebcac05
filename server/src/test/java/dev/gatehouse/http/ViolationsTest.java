package dev.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.http.Problem.Violation;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client is told about a body, from what the validator really says about it. */
class ViolationsTest {

    private static final Validator VALIDATOR = Contract.validator(new JsonObject("""
            {"type": "object", "additionalProperties": false, "required": ["name", "a~b/c"], "minProperties": 1,
             "properties": {
               "name": {"type": "string", "minLength": 2, "maxLength": 4},
               "a~b/c": {"type": "string"},
               "word": {"enum": ["x", "y"]},
               "fixed": {"const": "z"},
               "number": {"type": "integer", "minimum": 1, "maximum": 5},
               "id": {"type": "string", "format": "uuid", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"},
               "time": {"type": "string", "format": "date-time", "pattern": "^\\\\d{4}-.*$"},
               "maybe": {"type": ["string", "null"], "maxLength": 2},
               "list": {"type": "array", "minItems": 1, "maxItems": 3, "items": {
                 "type": "object", "additionalProperties": false, "required": ["name"],
                 "properties": {"name": {"enum": ["x", "y"]}, "values": {"type": "array", "items": {"type": "string"}}}}}}}
            """));

    @Test
    void aGoodBodyShouldHaveNone() {
        assertThat(VALIDATOR
                        .validate(new JsonObject("{\"name\":\"abc\",\"a~b/c\":\"\",\"number\":5,\"maybe\":null}"))
                        .getValid())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "`name`:1|/name|type|This has the wrong type.",
                "`name`:null|/name|type|This has the wrong type.",
                "`name`:`a`|/name|minLength|This is too short.",
                "`name`:`abcde`|/name|maxLength|This is too long.",
                "`name`:`abc`,`word`:`q`|/word|enum|This is not one of the words that are taken here.",
                "`name`:`abc`,`fixed`:`q`|/fixed|const|This is not the word that is taken here.",
                "`name`:`abc`,`number`:0|/number|minimum|This is too small.",
                "`name`:`abc`,`number`:99999999999999999999|/number|maximum|This is too large.",
                "`name`:`abc`,`number`:1.5|/number|type|This has the wrong type.",
                "`name`:`abc`,`id`:`q`|/id|pattern|This does not have the right form.",
                "`name`:`abc`,`time`:`2026-02-30T00:00:00Z`|/time|format|This does not have the right form.",
                "`name`:`abc`,`maybe`:`long`|/maybe|maxLength|This is too long.",
                "`name`:`abc`,`list`:[]|/list|minItems|There are too few.",
                "`name`:`abc`,`list`:[{`name`:`x`},{`name`:`x`},{`name`:`x`},{`name`:`x`}]|/list|maxItems|There are too many.",
                "`name`:`abc`,`list`:[{`name`:`x`},{}]|/list/1/name|required|This is missing.",
                "`name`:`abc`,`list`:[{`name`:`x`},{`name`:`q`}]|/list/1/name|enum|This is not one of the words that are taken here.",
                "`name`:`abc`,`list`:[{`name`:`x`,`values`:[`a`,1]}]|/list/0/values/1|type|This has the wrong type.",
                "`name`:`abc`,`list`:[{`name`:`x`,`extra`:1}]|/list/0/extra|additionalProperties|This is not a member that is taken here.",
                "`name`:`abc`,`list`:[1]|/list/0|type|This has the wrong type.",
                "`name`:`abc`,`odd ~/%25é+`:1|/odd ~0~1%25é+|additionalProperties|This is not a member that is taken here."
            })
    void eachMistakeShouldBeToldOnceAndAtItsPlace(String members, String pointer, String code, String sentence) {
        String json = "{\"a~b/c\":\"\"," + members.replace('`', '"') + "}";

        assertThat(describe(json)).containsExactly(new Violation(pointer, code, sentence));
    }

    @Test
    void missingMembersShouldBeToldWhereTheyShouldBe() {
        assertThat(describe("{}"))
                .contains(
                        new Violation("/name", "required", "This is missing."),
                        new Violation("/a~0b~1c", "required", "This is missing."));
    }

    @Test
    void anEmptyObjectShouldSayThatSomethingIsNeeded() {
        Validator patch = Contract.validator(new JsonObject("{\"type\":\"object\",\"minProperties\":1}"));

        assertThat(describe(patch.validate(new JsonObject())))
                .containsExactly(new Violation("", "minProperties", "At least one member is needed."));
    }

    @Test
    void severalMistakesShouldAllBeTold() {
        assertThat(describe("{\"a~b/c\":1,\"name\":\"a\",\"extra\":1,\"list\":[{\"name\":\"q\"}]}"))
                .extracting(Violation::pointer)
                .containsExactlyInAnyOrder("/a~0b~1c", "/name", "/extra", "/list/0/name");
    }

    @Test
    void anAnswerShouldStaySmallWhateverWasSent() {
        StringBuilder many = new StringBuilder("{\"" + "x".repeat(10_000) + "\":1");
        for (int i = 0; i < 400; i++) {
            many.append(",\"m").append(i).append("\":1");
        }

        List<Violation> violations = describe(many + "}");

        assertThat(violations).hasSize(20).allSatisfy(violation -> assertThat(violation.pointer())
                .hasSizeLessThanOrEqualTo(200));
    }

    @Test
    void aVerdictWithoutReasonsShouldStillBeOne() {
        assertThat(describe(new OutputUnit().setValid(false)))
                .containsExactly(new Violation("", "invalid", "The body is not as the contract wants it."));
    }

    /** Java's {@code $} also stands before a last line break, ECMA-262's does not. */
    @Test
    void theEndOfAPatternShouldBeTheEnd() {
        String id = "0190a0b0-c0d0-7000-8000-000000000001";

        assertThat(describe("{\"a~b/c\":\"\",\"name\":\"abc\",\"id\":\"" + id + "\\n\"}"))
                .extracting(Violation::pointer)
                .containsExactly("/id");
    }

    private static List<Violation> describe(String json) {
        return describe(VALIDATOR.validate(new JsonObject(json)));
    }

    private static List<Violation> describe(OutputUnit verdict) {
        assertThat(verdict.getValid()).isFalse();
        Problem problem = HttpProblems.INVALID_REQUEST.problem();
        Violations.describe(verdict, problem);
        return problem.errors();
    }
}
