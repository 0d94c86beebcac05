package dev.gatehouse.policy;

import dev.gatehouse.account.ProtectionDirectory.Group;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The groups of an organisation's people, held against the policy: what it says is the same for all people of a group.
 *
 * @param lacking groups without an authenticator that is allowed
 */
record Protection(LevelSettings settings, List<Group> groups, List<Group> lacking, Instant now) {

    static Protection of(LevelSettings settings, List<Group> groups, Instant now) {
        List<Group> lacking = groups.stream()
                .filter(group -> Collections.disjoint(
                        settings.effective(group.domains(), now).allowedFactors(), group.kinds()))
                .toList();
        return new Protection(settings, groups, lacking, now);
    }

    int people() {
        return count(groups.stream());
    }

    int withFactor() {
        return people() - count(lacking.stream());
    }

    /** Have no authenticator that is allowed, and no mailbox that can receive a code. */
    int unreachable() {
        return lacking.stream().mapToInt(Group::unreachable).sum();
    }

    List<String> lackingProtections() {
        return lacking.stream().map(Group::protection).collect(Collectors.toList());
    }

    Coverage coverage() {
        int passwordOnly = count(
                lacking.stream().filter(group -> settings.enforcement(group.domains(), now) == MfaEnforcement.OFF));
        return new Coverage(people(), withFactor(), count(lacking.stream()) - passwordOnly, passwordOnly);
    }

    private static int count(Stream<Group> groups) {
        return groups.mapToInt(Group::people).sum();
    }
}
