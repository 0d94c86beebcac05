package dev.gatehouse.policy;

import dev.gatehouse.account.Account;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What an enforcement would mean for people.
 *
 * @param people active people
 * @param withoutFactor those of them who have no authenticator that is allowed
 * @param unreachable those of them who could not get in: no mailbox can receive the code
 * @param signIns finished sign-ins of these people in the time looked at
 * @param asked how many of those would have been asked for more than the password
 */
record Rehearsal(int people, List<Account> withoutFactor, List<Account> unreachable, int signIns, int asked) {

    /** Counts; {@code history} may tell of other people as well. */
    static Rehearsal of(
            MfaEnforcement enforcement,
            List<Account> people,
            Predicate<Account> hasFactor,
            List<SignInHistory.Count> history,
            Instant now) {
        boolean asks = enforcement != MfaEnforcement.OFF;
        List<Account> withoutFactor = people.stream().filter(hasFactor.negate()).toList();
        List<Account> unreachable = withoutFactor.stream()
                .filter(person -> asks && person.reachableMailboxes(now).isEmpty())
                .toList();
        Map<UUID, SignInHistory.Count> counts =
                history.stream().collect(Collectors.toMap(SignInHistory.Count::accountId, Function.identity()));
        return new Rehearsal(
                people.size(),
                withoutFactor,
                unreachable,
                sum(people, counts, SignInHistory.Count::signIns),
                asks ? sum(withoutFactor, counts, SignInHistory.Count::passwordOnly) : 0);
    }

    int withFactor() {
        return people - withoutFactor.size();
    }

    private static int sum(
            List<Account> people,
            Map<UUID, SignInHistory.Count> counts,
            Function<SignInHistory.Count, Integer> number) {
        return people.stream()
                .map(person -> counts.get(person.id()))
                .filter(count -> count != null)
                .mapToInt(number::apply)
                .sum();
    }
}
