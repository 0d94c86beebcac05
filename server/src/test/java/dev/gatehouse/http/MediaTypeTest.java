package dev.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/csv",
                "TEXT/CSV",
                " text/csv ",
                "text/csv;",
                "text/csv; charset=utf-8",
                "text/csv;charset=UTF-8",
                "text/csv; charset=\"utf-8\"",
                "text/csv; header=present; charset=utf-8"
            })
    void shouldTakeTheTypeInAnyDress(String type) {
        assertThat(MediaType.is("text/csv", type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "text",
                "text/",
                "text/csvx",
                "text/*",
                "*/*",
                "text/csv, text/html",
                "text/csv; charset=utf-16",
                "text/csv; charset=utf-8; charset=latin1",
                "text/csv; charset="
            })
    void shouldRefuseEveryOther(String type) {
        assertThat(MediaType.is("text/csv", type)).isFalse();
    }

    @Test
    void shouldRefuseNone() {
        assertThat(MediaType.is("text/csv", null)).isFalse();
    }
}
