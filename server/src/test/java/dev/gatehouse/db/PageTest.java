package dev.gatehouse.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.db.Page.Wanted;
import dev.gatehouse.http.Json;
import dev.gatehouse.http.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

    @Test
    void theNextPageShouldBeginAfterTheLastRowShown() {
        UUID id = Ids.next();
        Page<String> page = Page.of(
                List.of("a", "Ünï \"q\" \\ 漢", "not shown"),
                Wanted.after(2, Optional.empty(), 2),
                row -> List.of(row, id.toString()));

        String cursor =
                page.toJson(row -> Json.object().put("name", row)).done().getString("next");
        Wanted next = Wanted.after(2, Optional.of(cursor), 2);

        assertThat(page.items()).hasSize(2);
        assertThat(next.afterText(0)).contains("Ünï \"q\" \\ 漢");
        assertThat(next.afterId(1)).contains(id);
        assertThat(next.fetch()).isEqualTo(3);
    }

    @Test
    void theLastPageShouldHaveNoNext() {
        Page<String> page = Page.of(List.of("a", "b"), Wanted.after(2, Optional.empty(), 1), List::of);

        assertThat(page.toJson(row -> Json.object().put("name", row)).done().containsKey("next"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "[\"a\",\"b\"]",
                "[null]",
                "[1]",
                "[true]",
                "[[\"a\"]]",
                "[{\"a\":1}]",
                "{\"a\":1}",
                "\"a\"",
                "[\"a\"",
                "[\"\\u0000\"]",
                "",
                " ",
                "\u0000"
            })
    void whatDidNotComeFromUsShouldBeRefused(String json) {
        refused(Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "garbage!", "a", "////", "=", "WyJhIl0=x"})
    void whatIsNoBase64ShouldBeRefused(String cursor) {
        refused(cursor);
    }

    @Test
    void aDeepOrLongCursorShouldBeRefused() {
        refused(Base64.getUrlEncoder()
                .encodeToString(("[".repeat(5000) + "]".repeat(5000)).getBytes(StandardCharsets.UTF_8)));
        refused(Base64.getUrlEncoder()
                .encodeToString(("[" + "1,".repeat(2000) + "1]").getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1.5", "99999999999999999999", "0x1", " 1"})
    void aKeyOfTheWrongKindShouldBeRefused(String part) {
        Wanted wanted = new Wanted(10, Optional.of(List.of(part)));

        assertThatExceptionOfType(Problem.class).isThrownBy(() -> wanted.afterNumber(0));
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> wanted.afterId(0));
    }

    private static void refused(String cursor) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Wanted.after(10, Optional.of(cursor), 1))
                .satisfies(problem -> assertThat(problem.errors())
                        .singleElement()
                        .satisfies(error -> assertThat(error.pointer()).isEqualTo("/query/cursor")));
    }
}
