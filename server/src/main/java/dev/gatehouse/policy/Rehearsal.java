package dev.gatehouse.policy;

import dev.gatehouse.account.ProtectionDirectory.Person;
import java.util.List;

/**
 * What an enforcement would mean for people.
 *
 * @param people active people
 * @param withFactor those of them who have an authenticator that is allowed
 * @param unreachable those of them who could not get in: no mailbox can receive the code
 * @param signIns finished sign-ins of these people in the time looked at
 * @param asked how many of those would have been asked for more than the password
 * @param withoutFactorPeople the first of them, by name
 * @param unreachablePeople the first of them, by name
 */
record Rehearsal(
        int people,
        int withFactor,
        int unreachable,
        int signIns,
        int asked,
        List<Person> withoutFactorPeople,
        List<Person> unreachablePeople) {

    static Rehearsal of(
            MfaEnforcement enforcement,
            Protection protection,
            SignInHistory.Counts history,
            List<Person> withoutFactor,
            List<Person> unreachable) {
        boolean asks = enforcement != MfaEnforcement.OFF;
        return new Rehearsal(
                protection.people(),
                protection.withFactor(),
                asks ? protection.unreachable() : 0,
                history.signIns(),
                asks ? history.passwordOnly() : 0,
                withoutFactor,
                asks ? unreachable : List.of());
    }

    int withoutFactor() {
        return people - withFactor;
    }
}
