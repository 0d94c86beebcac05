package dev.gatehouse.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Together;
import dev.gatehouse.testing.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Walks what a person or a thief can do at the sign-in, move after move, on the real server: every move is tried after every
 * sequence of moves that led anywhere. Whenever a session exists, what was proved for it is read from the database and held
 * against the policy, in rules of its own. The same for every grant that an application or a device got before or after the last
 * move, and that can still be refreshed.
 */
class SignInWalkIT {

    private static final int AT_ONCE = 6;
    private static final String INSIDE = "acts inside a session and mints none";
    private static final String BY_MAIL = "changes an address by a mailed link or code and mints nothing";
    private static final String ADMINISTRATOR = "an administrator's, for somebody else";

    /** Operations of the sign-in that lead to no session by themselves. */
    private static final Map<String, String> NO_MOVE = new TreeMap<>(Map.ofEntries(
            Map.entry("getSession", "only looks; every walk ends with it"),
            Map.entry("listSessions", "only looks; made after every move"),
            Map.entry("endOtherSessions", INSIDE),
            Map.entry("endSession", INSIDE),
            Map.entry("disownSession", INSIDE),
            Map.entry("listDevices", INSIDE),
            Map.entry("forgetDevice", INSIDE),
            Map.entry("changeRecoveryAddress", INSIDE),
            Map.entry("removeRecoveryAddress", INSIDE),
            Map.entry("confirmRecoveryAddress", BY_MAIL),
            Map.entry("undoRecoveryAddress", BY_MAIL),
            Map.entry("listSignInProviders", "only looks, and at a domain"),
            Map.entry("listIdentities", "only looks"),
            Map.entry("beginIdentity", INSIDE),
            Map.entry("answerIdentity", INSIDE),
            Map.entry("removeIdentity", INSIDE),
            Map.entry("listIdentityProviders", ADMINISTRATOR),
            Map.entry("createIdentityProvider", ADMINISTRATOR),
            Map.entry("getIdentityProvider", ADMINISTRATOR),
            Map.entry("updateIdentityProvider", ADMINISTRATOR),
            Map.entry("deleteIdentityProvider", ADMINISTRATOR),
            Map.entry("checkIdentityProvider", ADMINISTRATOR),
            Map.entry("beginIdentityProviderTest", ADMINISTRATOR),
            Map.entry("answerIdentityProviderTest", ADMINISTRATOR),
            Map.entry("startPasswordReset", ADMINISTRATOR),
            Map.entry("listAccountSessions", ADMINISTRATOR),
            Map.entry("endAccountSessions", ADMINISTRATOR)));

    private final World world = new World();
    private @Nullable Upstream upstream;
    private @Nullable Applications applications;

    @AfterEach
    void stop() {
        if (upstream != null) {
            upstream.idp().close();
        }
    }

    @Test
    void everyOperationOfTheSignInIsAMoveOrHasAReasonNotToBe() {
        Set<String> contract = world.services().contract().operations().stream()
                .filter(operation -> operation.definition().getJsonArray("tags", new JsonArray()).stream()
                        .anyMatch(Set.of("login", "federation")::contains))
                .map(operation -> operation.id())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> moves = Stream.of(Move.values())
                .flatMap(move -> move.operations().stream())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(moves).doesNotContainAnyElementsOf(NO_MOVE.keySet());
        moves.addAll(NO_MOVE.keySet());
        assertThat(moves).isEqualTo(contract);
    }

    /** The moves at the end are those that must have worked somewhere on the way: a walk that only bumps into walls proves nothing. */
    @ParameterizedTest
    @CsvSource({
        "NOBODY,       off,      3, PASSWORD UPSTREAM RESET STEP_UP SIGN_OUT CHANGE_PASSWORD CANCEL",
        "NOBODY,       required, 3, PASSWORD UPSTREAM RESET MAIL_CODE WRONG_MAIL_CODE PASS CONTINUE CANCEL",
        "NOBODY,       forced,   3, PASSWORD RESET MAIL_CODE PASS ENROL",
        "TOTP,         off,      3, PASSWORD RESET TOTP RECOVERY_CODE SIGN_OUT",
        "TOTP,         required, 3, PASSWORD RESET TOTP RECOVERY_CODE",
        "TOTP,         forced,   3, PASSWORD UPSTREAM RESET TOTP RECOVERY_CODE",
        "PASSKEY,      off,      3, PASSWORD RESET KEY",
        "PASSKEY,      required, 3, PASSWORD RESET KEY",
        "PASSKEY,      forced,   3, PASSWORD RESET KEY",
        "SECURITY_KEY, off,      3, PASSWORD RESET KEY",
        "SECURITY_KEY, required, 3, PASSWORD RESET KEY",
        "SECURITY_KEY, forced,   3, PASSWORD RESET KEY",
        "OLD_PASSWORD, off,      3, PASSWORD RESET NEW_PASSWORD",
        "OLD_PASSWORD, required, 3, PASSWORD RESET MAIL_CODE NEW_PASSWORD",
        "OLD_PASSWORD, forced,   4, PASSWORD RESET MAIL_CODE PASS ENROL NEW_PASSWORD",
        "ATTACKED,     off,      3, PASSWORD RESET MAIL_CODE PASS",
        "ATTACKED,     required, 3, PASSWORD RESET MAIL_CODE PASS",
        "ATTACKED,     forced,   3, PASSWORD RESET MAIL_CODE PASS ENROL",
        "COUNTED,      off,      3, UPSTREAM PASSWORD STEP_UP",
        "COUNTED,      required, 3, UPSTREAM PASSWORD MAIL_CODE",
        "COUNTED,      forced,   3, UPSTREAM PASSWORD ENROL",
        "INVITED,      off,      3, INVITATION PASSWORD STEP_UP",
        "INVITED,      required, 3, INVITATION PASSWORD MAIL_CODE",
        "INVITED,      forced,   3, INVITATION ENROL",
    })
    void noPathLeadsAroundThePolicy(Walker.Kind kind, String enforcement, int depth, String expected) {
        world.stepUp(world.signIn(world.alice));
        upstream = Upstream.of(world);
        applications = Applications.of(world);
        world.policy("organisation", world.organisation, "upstreamMfaCounted", kind == Walker.Kind.COUNTED);
        world.policy("organisation", world.organisation, "mfaEnforcement", enforcement);
        world.policy("organisation", world.organisation, "passwordMaxAgeDays", 30);

        Found found = explore(kind, enforcement, depth);

        assertThat(found.worked())
                .containsAll(Stream.of(expected.split(" ")).map(Move::valueOf).toList());
        assertThat(found.sessions()).isPositive();
        // Where enrolling comes first, the session is there after the last move only.
        if (!enforcement.equals("forced")) {
            assertThat(found.refreshed()).isPositive();
        }
    }

    /** What all walks together came to. */
    private record Found(Set<Move> worked, int sessions, int refreshed) {}

    /**
     * One walk.
     *
     * @param worked its last move did what it is for
     * @param session there is one at its end
     * @param refreshed grants from before the last move that still count after it
     */
    private record Walk(List<Move> moves, boolean worked, boolean session, int refreshed) {}

    /** What an application holds, and what was proved for it. */
    private record Held(String refreshToken, Set<String> words) {}

    private Found explore(Walker.Kind kind, String enforcement, int depth) {
        Set<Move> worked = EnumSet.noneOf(Move.class);
        int sessions = 0;
        int refreshed = 0;
        List<List<Move>> open = List.of(List.of());
        for (int step = 0; step < depth; step++) {
            List<List<Move>> next = open.stream()
                    .flatMap(before -> Stream.of(Move.values())
                            .map(move -> Stream.concat(before.stream(), Stream.of(move))
                                    .toList()))
                    .toList();
            List<Walk> walks = walkAll(next, kind, enforcement);
            walks.stream()
                    .filter(Walk::worked)
                    .forEach(walk -> worked.add(walk.moves().getLast()));
            sessions += (int) walks.stream().filter(Walk::session).count();
            refreshed += walks.stream().mapToInt(Walk::refreshed).sum();
            open = walks.stream()
                    .filter(walk -> walk.worked() && walk.moves().getLast().leadsOn())
                    .map(Walk::moves)
                    .toList();
        }
        return new Found(worked, sessions, refreshed);
    }

    private List<Walk> walkAll(List<List<Move>> walks, Walker.Kind kind, String enforcement) {
        AtomicInteger next = new AtomicInteger();
        List<List<Walk>> lanes = Together.run(AT_ONCE, lane -> {
            List<Walk> done = new ArrayList<>();
            for (int i = next.getAndIncrement(); i < walks.size(); i = next.getAndIncrement()) {
                done.add(walk(walks.get(i), kind, enforcement));
            }
            return done;
        });
        return lanes.stream().flatMap(List::stream).toList();
    }

    private Walk walk(List<Move> moves, Walker.Kind kind, String enforcement) {
        Walker walker = new Walker(world, kind, Objects.requireNonNull(upstream));
        Applications there = Objects.requireNonNull(applications).elsewhere(world);
        for (Move move : moves.subList(0, moves.size() - 1)) {
            move.make(walker);
            checkSessions(walker, moves, enforcement);
        }
        List<Held> before = connect(walker, there);
        boolean worked = moves.getLast().make(walker);
        checkSessions(walker, moves, enforcement);
        int refreshed = 0;
        for (Held held : before) {
            if (there.refresh(held.refreshToken()).isPresent()) {
                checkGrant(held, walker, moves, enforcement);
                refreshed++;
            }
        }
        connect(walker, there).forEach(held -> checkGrant(held, walker, moves, enforcement));
        return new Walk(moves, worked, signedIn(walker), refreshed);
    }

    private static boolean signedIn(Walker walker) {
        return walker.browser().call("getSession").json().getBoolean("signedIn");
    }

    /** Tries every way to tokens; without a session none leads anywhere. */
    private List<Held> connect(Walker walker, Applications there) {
        List<Held> held = new ArrayList<>();
        Optional<String> code = there.byCode(walker.browser());
        code.ifPresent(token -> held.add(new Held(token, newestGrant(walker))));
        if (signedIn(walker)) {
            there.byDevice(walker.browser()).ifPresent(token -> held.add(new Held(token, newestGrant(walker))));
        } else {
            assertThat(code).isEmpty();
        }
        return held;
    }

    private Set<String> newestGrant(Walker walker) {
        return words(world.sql(
                        "SELECT evidence FROM oauth_grants WHERE account_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1",
                        walker.person().id())
                .iterator()
                .next()
                .getJsonObject("evidence"));
    }

    private void checkGrant(Held held, Walker walker, List<Move> moves, String enforcement) {
        List<Set<String>> proved = proved(walker);
        Set<String> words = held.words();
        boolean provedBefore = proved.stream().anyMatch(before -> strong(before) || mailbox(before));
        boolean upstreamBefore = proved.stream().anyMatch(before -> before.contains("upstream"));
        String what = walker.kind() + " by " + moves + " under " + enforcement + " has a grant for " + words;
        assertThat(enough(words, provedBefore, upstreamBefore, walker, enforcement))
                .as(what)
                .isTrue();
        if (walker.hasFactor()) {
            assertThat(strong(words) || words.contains("trusted-device") || words.contains("upstream-mfa"))
                    .as(what + " although there is an authenticator now")
                    .isTrue();
        }
    }

    /** What was proved for each session of the account, in order. */
    private List<Set<String>> proved(Walker walker) {
        List<Set<String>> proved = new ArrayList<>();
        world.sql(
                        "SELECT evidence FROM login_sessions WHERE account_id = $1 ORDER BY created_at, id",
                        walker.person().id())
                .forEach(row -> proved.add(words(row.getJsonObject("evidence"))));
        return proved;
    }

    private void checkSessions(Walker walker, List<Move> moves, String enforcement) {
        boolean cookie = walker.browser().call("listSessions").status() == 200;
        List<Set<String>> proved = proved(walker);
        if (cookie) {
            assertThat(proved).as(moves.toString()).isNotEmpty();
        }
        for (int i = 0; i < proved.size(); i++) {
            boolean provedBefore = proved.subList(0, i).stream().anyMatch(before -> strong(before) || mailbox(before));
            boolean upstreamBefore = proved.subList(0, i).stream().anyMatch(before -> before.contains("upstream"));
            assertThat(enough(proved.get(i), provedBefore, upstreamBefore, walker, enforcement))
                    .as(walker.kind() + " by " + moves + " under " + enforcement + " got a session for "
                            + proved.get(i))
                    .isTrue();
        }
        // Whoever came another way has not opened anything with the old password, even if a step-up took it.
        boolean byPassword =
                proved.stream().anyMatch(words -> words.contains("password") && !words.contains("upstream"));
        if (byPassword && walker.kind() == Walker.Kind.OLD_PASSWORD) {
            assertThat(walker.passwordIsOld())
                    .as("a session with an old password by " + moves)
                    .isFalse();
        }
    }

    private static Set<String> words(JsonObject evidence) {
        Set<String> words = new HashSet<>();
        evidence.getJsonArray("items").stream().map(JsonObject.class::cast).forEach(item -> {
            words.add(item.getString("kind"));
            if (item.getBoolean("userVerified", false)) {
                words.add(item.getString("kind") + " verified");
            }
        });
        return words;
    }

    /**
     * Whether that is enough for a session.
     *
     * @param provedBefore an earlier session of this browser had more than the password: its device may be trusted or known
     * @param upstreamBefore an earlier one was opened without the password: its device may be known
     */
    private static boolean enough(
            Set<String> words, boolean provedBefore, boolean upstreamBefore, Walker walker, String enforcement) {
        if (!words.contains("password") && !words.contains("upstream") && !words.contains("passkey verified")) {
            return false;
        }
        if (walker.kind() == Walker.Kind.COUNTED && words.contains("upstream-mfa")) {
            return true;
        }
        boolean trusted = provedBefore && words.contains("trusted-device");
        if (walker.kind().enrolled()) {
            return strong(words) || trusted;
        }
        boolean known = (provedBefore || upstreamBefore) && walker.kind() == Walker.Kind.ATTACKED;
        return switch (enforcement) {
            // Guesses at the password say nothing about who comes another way.
            case "off" ->
                walker.kind() != Walker.Kind.ATTACKED
                        || words.contains("upstream")
                        || mailbox(words)
                        || strong(words)
                        || known;
            case "required" -> mailbox(words) || strong(words) || trusted;
            // The first session proves the mailbox and sets an authenticator up; every later one shows that.
            default -> (mailbox(words) && strong(words)) || (provedBefore && (strong(words) || trusted));
        };
    }

    private static boolean strong(Set<String> words) {
        return Stream.of("totp", "passkey", "security-key", "recovery-code").anyMatch(words::contains);
    }

    private static boolean mailbox(Set<String> words) {
        return Stream.of("mail-code", "mail-link", "pass").anyMatch(words::contains);
    }
}
