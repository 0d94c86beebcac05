package dev.gatehouse.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.crypto.Password;
import dev.gatehouse.login.PasswordViolation.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
    private static final PasswordContext ALICE = PasswordContext.of(
            List.of("alice.smith@mail.acme.example", "sales@widgets.example"),
            List.of("Alice Smith", "Acme Rockets Ltd"));

    private final PasswordRules rules = new PasswordRules();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vmqk7tzr",
                "only lower case words here",
                "\u043f\u0430\u0440\u043e\u0432\u043e\u0437 \u0438\u0434\u0451\u0442",
                "\u9060\u3044\u7a7a\u306e\u9ce5\u304c\u98db\u3076",
                "  leading and trailing  ",
                "AcmeRocketSledWinter",
            })
    void checkShouldAcceptGoodPasswordsOfAnyComposition(String password) {
        assertThat(violations(password)).isEmpty();
    }

    @Test
    void checkShouldCountCodePointsAfterNormalisation() {
        assertThat(violations("vmq7tz\ud83d\udd11")).containsExactly(Rule.TOO_SHORT);
        assertThat(violations("vmq7tz\ud83d\udd11\ud83d\udd12")).isEmpty();
        assertThat(violations("vmqtzk\u0308o\u0308")).isEmpty();
        assertThat(violations("vmqtzzo\u0308")).containsExactly(Rule.TOO_SHORT).hasSize(1);
        assertThat(violations("\ud83d\udd11vmq7-tzr".repeat(14) + "!!!")).containsExactly(Rule.TOO_LONG);
    }

    @Test
    void checkShouldUseThePolicysMinimumButNeverLessThanEight() {
        assertThat(rules.check(Password.of("vmqk7tzrpw"), 12, ALICE))
                .extracting(PasswordViolation::message)
                .containsExactly("Use at least 12 characters.");
        assertThat(rules.check(Password.of("vmqk7tz"), 1, ALICE))
                .extracting(PasswordViolation::message)
                .containsExactly("Use at least 8 characters.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "PASSWORD",
                "Password1!",
                "\uff50assword",
                "12345678",
                "qwertyuiop",
                "Dragon2024!",
                "!!welcome1",
                "trustno1",
                "aaaaaaaaaaaa",
                "ab1ab1ab1ab1",
            })
    void checkShouldRefuseCommonPasswordsHoweverDecorated(String password) {
        assertThat(violations(password)).contains(Rule.COMMON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice.smith",
                "Alice.Smith1!",
                "SmithAlice77",
                "acme-rockets",
                "AcmeRockets2026",
                "gatehouse2026",
                "mail.acme.example",
                "sales@widgets.example",
            })
    void checkShouldRefusePasswordsMadeOfWhatIsKnownAboutThePerson(String password) {
        assertThat(violations(password)).contains(Rule.ABOUT_YOU);
    }

    @Test
    void checkShouldRefuseWhatIsNotText() {
        assertThat(violations("vmqk7tzr\u0000")).containsExactly(Rule.UNUSABLE_CHARACTER);
        assertThat(violations("vmqk7tzr\ud800")).containsExactly(Rule.UNUSABLE_CHARACTER);
    }

    @Test
    void checkShouldNameEveryBrokenRule() {
        assertThat(violations("aaaa\n")).containsExactly(Rule.TOO_SHORT, Rule.UNUSABLE_CHARACTER);
        assertThat(rules.check(Password.of("password"), 12, ALICE))
                .extracting(violation -> violation.rule().slug())
                .containsExactly("too-short", "common");
    }

    @Test
    void shippedListShouldHoldAtLeastTenThousandPasswords() {
        CommonPasswords common = CommonPasswords.load();

        assertThat(common.size()).isGreaterThan(20_000);
        assertThat(common.contains("iloveyou1")).isTrue();
        assertThat(common.contains("vmqk7tzr")).isFalse();
        assertThat(common.contains("")).isFalse();
    }

    @Test
    void aPersonWithoutAnythingKnownShouldStillBeChecked() {
        PasswordContext nobody = PasswordContext.of(List.of(), List.of());

        assertThat(rules.check(Password.of("gatehouse-1"), 8, nobody))
                .extracting(PasswordViolation::rule)
                .containsExactly(Rule.ABOUT_YOU);
        assertThat(rules.check(Password.of("alice.smith"), 8, nobody)).isEmpty();
    }

    private List<Rule> violations(String password) {
        return rules.check(Password.of(password), 8, ALICE).stream()
                .map(PasswordViolation::rule)
                .toList();
    }
}
