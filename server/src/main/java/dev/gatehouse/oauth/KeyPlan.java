package dev.gatehouse.oauth;

import com.nimbusds.jose.JWSAlgorithm;
import dev.gatehouse.oauth.SigningKey.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done with the keys at a moment. A key is published before anything is signed with it and stays published after
 * that, so that whoever has fetched our keys at any time can check what it gets.
 *
 * @param wanted a new key each
 */
record KeyPlan(List<Wanted> wanted, List<SigningKey> changed, List<SigningKey> forgotten) {

    static final List<JWSAlgorithm> ALGORITHMS = List.of(JWSAlgorithm.ES256, JWSAlgorithm.RS256);

    /** How long others may keep our keys before they look again. */
    static final Duration PUBLISHED_MAX_AGE = Duration.ofMinutes(5);

    private static final Duration LIFE = Duration.ofDays(90);
    private static final Duration LEAD = Duration.ofDays(1);
    private static final Duration SHORT_LEAD = PUBLISHED_MAX_AGE.multipliedBy(2);
    // Longer than any token is good, and ID tokens come back as hints for some days after that.
    private static final Duration KEPT = Duration.ofDays(7);

    /** A key to be made. */
    record Wanted(JWSAlgorithm alg, State state, Instant activatesAt) {}

    boolean empty() {
        return wanted.isEmpty() && changed.isEmpty() && forgotten.isEmpty();
    }

    /** What is due by itself. */
    static KeyPlan due(List<SigningKey> keys, Instant now) {
        KeyPlan plan = new KeyPlan(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (JWSAlgorithm alg : ALGORITHMS) {
            plan.due(find(keys, alg, State.ACTIVE), find(keys, alg, State.NEXT), alg, now);
        }
        keys.stream()
                .filter(key -> key.retiresAt() != null && !key.retiresAt().isAfter(now))
                .forEach(plan.forgotten::add);
        return plan;
    }

    /** What an administrator asks for who does not want to wait: the next key of each kind soon. */
    static KeyPlan rotation(List<SigningKey> keys, Instant now) {
        KeyPlan plan = new KeyPlan(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Instant soon = now.plus(SHORT_LEAD);
        for (JWSAlgorithm alg : ALGORITHMS) {
            Optional<SigningKey> next = find(keys, alg, State.NEXT);
            if (next.isEmpty()) {
                plan.wanted.add(new Wanted(alg, State.NEXT, soon));
            } else if (next.get().activatesAt().isAfter(soon)) {
                plan.changed.add(next.get().activatingAt(soon));
            }
        }
        return plan;
    }

    private void due(Optional<SigningKey> active, Optional<SigningKey> next, JWSAlgorithm alg, Instant now) {
        if (active.isEmpty() && next.isEmpty()) {
            wanted.add(new Wanted(alg, State.ACTIVE, now));
        } else if (active.isEmpty()
                || next.map(key -> !key.activatesAt().isAfter(now)).orElse(false)) {
            // The old one first: the database allows one active key of a kind.
            active.ifPresent(old -> changed.add(old.retired(now.plus(KEPT))));
            next.ifPresent(key -> changed.add(key.activated()));
        } else if (next.isEmpty()
                && !active.get().activatesAt().plus(LIFE).minus(LEAD).isAfter(now)) {
            wanted.add(new Wanted(alg, State.NEXT, now.plus(LEAD)));
        }
    }

    private static Optional<SigningKey> find(List<SigningKey> keys, JWSAlgorithm alg, State state) {
        return keys.stream()
                .filter(key -> key.state() == state && key.alg().equals(alg))
                .findFirst();
    }
}
