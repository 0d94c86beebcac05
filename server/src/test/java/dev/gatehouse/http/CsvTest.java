package dev.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @Test
    void rowsShouldFollowRfc4180() {
        String text = Csv.of("name", "note")
                .row("Ann, \"the\" Lee", "two\nlines")
                .row("Bob", null)
                .take()
                .toString();

        assertThat(text).isEqualTo("name,note\r\n\"Ann, \"\"the\"\" Lee\",\"two\nlines\"\r\nBob,\r\n");
    }

    @Test
    void timesAndNumbersShouldBeWrittenPlainly() {
        assertThat(Csv.of("at", "seq").row(Instant.EPOCH, -3L).take().toString())
                .endsWith("1970-01-01T00:00:00Z,-3\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1"})
    void cellsThatASpreadsheetWouldRunShouldBeDefused(String cell) {
        String written = Csv.of("cell").row(cell).take().toString();

        assertThat(written.replace("\"", "")).isEqualTo("cell\r\n'" + cell + "\r\n");
    }

    @Test
    void signsInsideACellShouldStay() {
        assertThat(Csv.of("cell").row("a=b-c@d").take().toString()).isEqualTo("cell\r\na=b-c@d\r\n");
    }

    /** In half of the world a spreadsheet takes the semicolon for the end of a cell, within quotation marks as well. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Ann;=1+1;Lee   | Ann;'=1+1;Lee",
                "Ann; @SUM(A1)  | Ann; '@SUM(A1)",
                "Ann;;-1        | Ann;;'-1",
                "Mozilla (X; Y) | Mozilla (X; Y)"
            })
    void cellsBehindASemicolonShouldBeDefusedAsWell(String cell, String defused) {
        assertThat(Csv.of("cell").row(cell).take().toString()).isEqualTo("cell\r\n" + defused + "\r\n");
    }
}
