package dev.gatehouse.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.account.Account;
import dev.gatehouse.policy.SignInHistory.Count;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RehearsalTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    private static final UUID DOMAIN = new UUID(0, 9);

    private final Account withKey = person(1, Set.of("security-key"), false, null);
    private final Account mailOnly = person(2, Set.of(), false, null);
    private final Account guarded = person(3, Set.of(), true, null);
    private final Account guardedWithKey = person(4, Set.of("totp"), true, null);
    private final List<Account> people = List.of(withKey, mailOnly, guarded, guardedWithKey);

    @Test
    void peopleShouldBeCountedByWhatTheyHave() {
        Rehearsal rehearsal = Rehearsal.of(MfaEnforcement.REQUIRED, people, Account::hasFactor, List.of(), NOW);

        assertThat(rehearsal.people()).isEqualTo(4);
        assertThat(rehearsal.withFactor()).isEqualTo(2);
        assertThat(rehearsal.withoutFactor()).containsExactly(mailOnly, guarded);
    }

    @Test
    void peopleWhoseAuthenticatorsAreNotAllowedShouldCountAsWithout() {
        Rehearsal rehearsal = Rehearsal.of(
                MfaEnforcement.REQUIRED, people, person -> person.factorKinds().contains("totp"), List.of(), NOW);

        assertThat(rehearsal.withoutFactor()).containsExactly(withKey, mailOnly, guarded);
    }

    @Test
    void onlyPeopleWhoNeedACodeShouldCountAsUnreachable() {
        assertThat(Rehearsal.of(MfaEnforcement.FORCED, people, Account::hasFactor, List.of(), NOW)
                        .unreachable())
                .containsExactly(guarded);
    }

    @Test
    void recoveryAddressShouldReachAPersonOnceItHasCooledDown() {
        Account cooling = person(5, Set.of(), true, NOW.plus(Duration.ofDays(1)));
        Account cooled = person(6, Set.of(), true, NOW);

        assertThat(Rehearsal.of(MfaEnforcement.REQUIRED, List.of(cooling, cooled), Account::hasFactor, List.of(), NOW)
                        .unreachable())
                .containsExactly(cooling);
    }

    @Test
    void onlySignInsWithThePasswordAloneOfPeopleWithoutFactorShouldHaveBeenAsked() {
        List<Count> history =
                List.of(new Count(withKey.id(), 10, 4), new Count(mailOnly.id(), 7, 5), new Count(guarded.id(), 1, 1));

        Rehearsal rehearsal = Rehearsal.of(MfaEnforcement.REQUIRED, people, Account::hasFactor, history, NOW);

        assertThat(rehearsal.signIns()).isEqualTo(18);
        assertThat(rehearsal.asked()).isEqualTo(6);
    }

    @Test
    void signInsOfOtherPeopleShouldNotCount() {
        List<Count> history = List.of(new Count(new UUID(7, 7), 100, 100), new Count(mailOnly.id(), 2, 2));

        Rehearsal rehearsal =
                Rehearsal.of(MfaEnforcement.REQUIRED, List.of(mailOnly), Account::hasFactor, history, NOW);

        assertThat(rehearsal.signIns()).isEqualTo(2);
        assertThat(rehearsal.asked()).isEqualTo(2);
    }

    @Test
    void switchingOffShouldAskAndLockOutNobody() {
        Rehearsal rehearsal = Rehearsal.of(
                MfaEnforcement.OFF, people, Account::hasFactor, List.of(new Count(mailOnly.id(), 7, 5)), NOW);

        assertThat(rehearsal.withoutFactor()).hasSize(2);
        assertThat(rehearsal.unreachable()).isEmpty();
        assertThat(rehearsal.signIns()).isEqualTo(7);
        assertThat(rehearsal.asked()).isZero();
    }

    @Test
    void coverageShouldTellMailedCodesFromPasswordsAlone() {
        Coverage coverage = Coverage.of(
                people,
                Account::hasFactor,
                person -> person.equals(guarded) ? MfaEnforcement.OFF : MfaEnforcement.REQUIRED);

        assertThat(coverage).isEqualTo(new Coverage(4, 2, 1, 1));
    }

    private static Account person(
            int number, Set<String> factorKinds, boolean guarded, @Nullable Instant recoveryUsableFrom) {
        String address = "person" + number + "@acme.example";
        return new Account(
                new UUID(0, number),
                new UUID(0, 8),
                "Acme",
                "active",
                "Person " + number,
                Account.State.ACTIVE,
                Set.of(),
                List.of(new Account.Address(new UUID(1, number), DOMAIN, "acme.example", address, guarded)),
                factorKinds,
                1,
                recoveryUsableFrom == null ? null : "private" + number + "@elsewhere.example",
                recoveryUsableFrom,
                NOW,
                null);
    }
}
