package dev.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PasswordTest {
    @Test
    void ofShouldComposeAndCountCodePoints() {
        assertThat(Password.of("o\u0308").text()).isEqualTo("\u00f6");
        assertThat(Password.of("o\u0308\ud83d\udd11").codePoints()).isEqualTo(2);
    }

    @Test
    void ofShouldKeepCaseSpacesAndCompatibilityForms() {
        assertThat(Password.of(" Ab \ufb01 ").text()).isEqualTo(" Ab \ufb01 ");
    }

    @Test
    void ofShouldRefuseHugeInput() {
        assertThat(Password.of("a".repeat(1024)).codePoints()).isEqualTo(1024);
        assertThatThrownBy(() -> Password.of("a".repeat(1025))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ofShouldTakeEverythingThatTheContractTakes() {
        String emoji = "\ud83d\udd11";

        assertThat(Password.of(emoji.repeat(1024)).codePoints()).isEqualTo(1024);
        assertThatThrownBy(() -> Password.of(emoji.repeat(1025))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void toStringShouldNotShowThePassword() {
        assertThat(Password.of("correct horse")).hasToString("***");
    }
}
