package dev.gatehouse.factor;

import static dev.gatehouse.factor.TestAccounts.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.Role;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Problem;
import dev.gatehouse.http.ProblemType;
import dev.gatehouse.http.StepUp.Action;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Who may set up an authenticator, and who may touch those of others; abuse cases 1 and 21. */
class EnrolmentRightsTest {

    private final Account without = TestAccounts.bob();
    private final Account with = TestAccounts.bob("totp");

    @Test
    void aSessionShouldEarnTheFirstAuthenticatorWithTheProofForIt() {
        assertThatCode(() -> enrol(TestAccounts.inSession(without, Action.ADD_FACTOR), without))
                .doesNotThrowAnyException();
    }

    @Test
    void aSessionWithoutAProofShouldEnrolNothing() {
        assertRefused(() -> enrol(TestAccounts.inSession(without), without), HttpProblems.STEP_UP_REQUIRED);
        assertRefused(() -> enrol(TestAccounts.inSession(with), with), HttpProblems.STEP_UP_REQUIRED);
    }

    @Test
    void theProofForOtherChangesShouldNotEnrolTheFirstAuthenticator() {
        // Without an authenticator that proof is the password alone.
        assertRefused(
                () -> enrol(TestAccounts.inSession(without, Action.MANAGE), without), HttpProblems.STEP_UP_REQUIRED);
    }

    @Test
    void aFurtherAuthenticatorShouldNeedTheProofOfOneThatIsThere() {
        // A mailed code earns the first, a password managed before there was any; an authenticator is good for both.
        assertRefused(
                () -> enrol(TestAccounts.inSession(with, Action.ADD_FACTOR), with), HttpProblems.STEP_UP_REQUIRED);
        assertRefused(() -> enrol(TestAccounts.inSession(with, Action.MANAGE), with), HttpProblems.STEP_UP_REQUIRED);
        assertThatCode(() -> enrol(TestAccounts.inSession(with, Action.values()), with))
                .doesNotThrowAnyException();
    }

    @Test
    void aProofShouldStopCounting() {
        Caller caller = TestAccounts.inSession(without, Action.ADD_FACTOR);

        assertRefused(
                () -> Enrolments.requireEarned(caller, without.hasFactor(), NOW.plusSeconds(61)),
                HttpProblems.STEP_UP_REQUIRED);
    }

    @Test
    void aSignInThatWasLetInShouldEnrol() {
        assertThatCode(() -> enrol(TestAccounts.inSignIn(without), without)).doesNotThrowAnyException();
    }

    @Test
    void administratorsShouldNotTakeTheirWayToThemselves() {
        Account alice = person(Role.ORGANISATION_ADMIN);

        assertRefused(
                () -> FactorAdminService.requireManageable(TestAccounts.inSession(alice), alice),
                FactorProblems.OWN_ACCOUNT);
    }

    @Test
    void administratorsShouldNotReachUpwards() {
        Caller alice = TestAccounts.inSession(person(Role.ORGANISATION_ADMIN));
        Caller root = TestAccounts.inSession(person(Role.PROVIDER_ADMIN));
        Account provider = person(Role.PROVIDER_ADMIN);

        assertRefused(() -> FactorAdminService.requireManageable(alice, provider), HttpProblems.FORBIDDEN);
        assertThatCode(() -> FactorAdminService.requireManageable(root, provider))
                .doesNotThrowAnyException();
        assertThatCode(() -> FactorAdminService.requireManageable(alice, without))
                .doesNotThrowAnyException();
    }

    private static void enrol(Caller caller, Account account) {
        Enrolments.requireEarned(caller, account.hasFactor(), NOW);
    }

    private static Account person(Role role) {
        return TestAccounts.account(
                role.word(), Set.of(role), List.of(TestAccounts.address(role.word() + "@acme.example", false)), null);
    }

    private static void assertRefused(ThrowingCallable call, ProblemType type) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.type())
                .isEqualTo(type));
    }
}
