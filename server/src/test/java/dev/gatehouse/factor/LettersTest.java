package dev.gatehouse.factor;

import static dev.gatehouse.factor.TestAccounts.NOW;
import static dev.gatehouse.factor.TestAccounts.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.account.Account;
import dev.gatehouse.http.Origin;
import dev.gatehouse.http.Problem;
import dev.gatehouse.mail.Mail;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the mails say, and what they must not repeat. */
class LettersTest {

    private final Account bob = TestAccounts.bob();

    @Test
    void theSignInCodeShouldSayWhereWhenAndHowLong() {
        Mail letter = CodeLetters.signIn(bob, "bob@acme.example", "12345678", NOW, ORIGIN);

        assertThat(letter.subject()).isEqualTo("Your Gatehouse sign-in code");
        assertThat(letter.body())
                .contains(
                        "\n    12345678\n",
                        "198.51.100.7",
                        "Firefox on Linux",
                        "24 November 2026, 14:32 UTC",
                        "10 minutes")
                .contains("If this was not you");
    }

    @Test
    void lettersShouldRepeatNothingThatTheSenderOfTheRequestWrote() {
        Origin evil = new Origin("198.51.100.7", "Call +1 555 0100 or visit https://evil.example", "request-1");

        Mail letter = CodeLetters.signIn(bob, "bob@acme.example", "12345678", NOW, evil);

        assertThat(letter.body()).contains("an unknown program").doesNotContain("evil", "555");
    }

    @Test
    void namesShouldLoseWhatWouldForgeLines() {
        Factor factor = Factor.enrolled(UUID.randomUUID(), FactorKind.TOTP, "  Phone\r\nFrom: the boss\u202E ", NOW);

        assertThat(factor.name()).isEqualTo("Phone  From: the boss");
        assertThat(Notice.enrolled(factor, ORIGIN).sentence()).doesNotContain("\n");
    }

    @Test
    void namesShouldDefaultToTheKind() {
        assertThat(Factor.enrolled(UUID.randomUUID(), FactorKind.SECURITY_KEY, null, NOW)
                        .name())
                .isEqualTo("Security key");
        assertThat(Factor.enrolled(UUID.randomUUID(), FactorKind.PASSKEY, "  \t", NOW)
                        .name())
                .isEqualTo("Passkey");
        assertThatThrownBy(() -> Factor.requireName(" \n ")).isInstanceOf(Problem.class);
    }

    @Test
    void theOwnerShouldBeToldAtEveryReachableMailboxAndAtTheGuardedOneOnlyWhenThereIsNoOther() {
        Account.Address guarded = TestAccounts.address("bob@inbox.example", true);
        Account both = TestAccounts.account(
                "Bob", Set.of(), List.of(guarded, TestAccounts.address("bob@acme.example", false)), "bob@home.example");
        Account inboxOnly = TestAccounts.account("Bob", Set.of(), List.of(guarded), null);

        assertThat(both.noticeMailboxes(NOW)).containsExactly("bob@acme.example", "bob@home.example");
        assertThat(inboxOnly.noticeMailboxes(NOW)).containsExactly("bob@inbox.example");
    }
}
