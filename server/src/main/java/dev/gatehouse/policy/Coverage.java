package dev.gatehouse.policy;

import dev.gatehouse.account.Account;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How well people are protected now.
 *
 * @param people active people
 * @param withFactor have an authenticator that is allowed
 * @param mailCodeOnly have none, but are asked for an e-mailed code
 * @param passwordOnly have none and are asked for nothing else
 */
record Coverage(int people, int withFactor, int mailCodeOnly, int passwordOnly) {

    static Coverage of(
            List<Account> people, Predicate<Account> hasFactor, Function<Account, MfaEnforcement> enforcement) {
        List<Account> without = people.stream().filter(hasFactor.negate()).toList();
        int passwordOnly = (int) without.stream()
                .filter(person -> enforcement.apply(person) == MfaEnforcement.OFF)
                .count();
        return new Coverage(people.size(), people.size() - without.size(), without.size() - passwordOnly, passwordOnly);
    }
}
