package dev.gatehouse.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayNameTest {

    @Test
    void nameShouldBeOneLineOfComposedCharacters() {
        assertThat(DisplayName.parse("  Zoe\u0308 \u00A0 Baker ")).contains("Zoë Baker");
        assertThat(DisplayName.parse("李小龍 😀")).contains("李小龍 😀");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\nb", "a\r\nBcc: x", "a\u2028b", "evil\u202Egpj.exe", "\u0007", "a\u2066b"})
    void nameThatBreaksOutOfItsLineShouldBeRefused(String written) {
        assertThat(DisplayName.parse(written)).isEmpty();
    }

    @Test
    void lengthShouldBeCountedInCodePoints() {
        assertThat(DisplayName.parse("😀".repeat(120))).isPresent();
        assertThat(DisplayName.parse("😀".repeat(121))).isEmpty();
    }
}
