package dev.gatehouse.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.crypto.Codes;
import dev.gatehouse.factor.RecoveryCodes.RecoveryCode;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RecoveryCodesTest {
    private final RecoveryCodes recoveryCodes = new RecoveryCodes(new Codes());

    @Test
    void issueShouldMakeTenDifferentCodesOfSixGroups() {
        List<RecoveryCode> set = recoveryCodes.issue();

        assertThat(set)
                .hasSize(10)
                .extracting(RecoveryCode::text)
                .doesNotHaveDuplicates()
                .allMatch(text -> text.matches("([2-9A-HJKMNP-TV-Z]{4}-){5}[2-9A-HJKMNP-TV-Z]{4}"));
    }

    @Test
    void codesShouldHaveTheRandomnessThatAllowsAPlainHash() {
        String signs = recoveryCodes.issue().getFirst().text().replace("-", "");

        assertThat(signs.length() * Math.log(Codes.ALPHABET.length()) / Math.log(2))
                .isGreaterThan(112);
    }

    @Test
    void hashShouldFindTheCodeHoweverItWasTyped() {
        RecoveryCode code = recoveryCodes.issue().getFirst();

        assertThat(RecoveryCodes.hash(code.text())).hasValue(code.sha256());
        assertThat(RecoveryCodes.hash(code.text().toLowerCase(Locale.ROOT))).hasValue(code.sha256());
        assertThat(RecoveryCodes.hash(" " + code.text().replace('-', ' ') + "\n"))
                .hasValue(code.sha256());
        assertThat(RecoveryCodes.hash(code.text().replace("-", ""))).hasValue(code.sha256());
    }

    @Test
    void hashShouldRefuseWhatCannotBeACode() {
        assertThat(RecoveryCodes.hash("")).isEmpty();
        assertThat(RecoveryCodes.hash("2".repeat(23))).isEmpty();
        assertThat(RecoveryCodes.hash("2".repeat(25))).isEmpty();
        assertThat(RecoveryCodes.hash("0".repeat(24))).isEmpty();
        assertThat(RecoveryCodes.hash("-".repeat(1_000_000))).isEmpty();
    }

    @Test
    void toStringShouldNotShowTheCode() {
        assertThat(recoveryCodes.issue().getFirst()).hasToString("***");
    }
}
