package dev.gatehouse.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.AuthenticatorApp;
import dev.gatehouse.testing.Eventually;
import dev.gatehouse.testing.Together;
import dev.gatehouse.testing.World;
import dev.gatehouse.testing.World.Person;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Walks every sequence of three moves that a person or a thief can make at the sign-in, against each policy, on the real server.
 * Whenever a session exists, what was proved for it is read from the database and held against the policy, in rules of its own.
 */
class SignInWalkIT {

    private static final int AT_ONCE = 6;
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final World world = new World();

    /** One browser on its way through the sign-in of a fresh account. */
    private final class Walker {
        private final Person person;
        private final Optional<AuthenticatorApp> app;
        private String password = World.PASSWORD;

        Walker(boolean enrolled) {
            int number = NEXT.incrementAndGet();
            this.person = world.person(
                    world.organisation, world.domain, "walker" + number + "@" + world.domainName(), "user");
            person.browser().from("100." + number / 250 + "." + number % 250 + ".7");
            this.app = enrolled ? Optional.of(world.implantTotp(person)) : Optional.empty();
        }

        ApiClient browser() {
            return person.browser();
        }
    }

    private enum Move {
        PASSWORD {
            @Override
            void make(Walker walker, World world) {
                walker.browser()
                        .send(
                                "beginLogin",
                                new JsonObject()
                                        .put("email", walker.person.email())
                                        .put("password", walker.password));
            }
        },
        CONTINUE {
            @Override
            void make(Walker walker, World world) {
                walker.browser().call("continueLogin");
            }
        },
        MAIL_CODE {
            @Override
            void make(Walker walker, World world) {
                if (walker.browser().send("sendMailCode", new JsonObject()).status() == 202) {
                    String code = world.mailedCode(walker.person.email());
                    walker.browser().send("answerMailCode", new JsonObject().put("code", code));
                }
            }
        },
        WRONG_MAIL_CODE {
            @Override
            void make(Walker walker, World world) {
                walker.browser().send("sendMailCode", new JsonObject());
                walker.browser().send("answerMailCode", new JsonObject().put("code", "00000000"));
            }
        },
        TOTP {
            @Override
            void make(Walker walker, World world) {
                String code = walker.app.map(AuthenticatorApp::code).orElse("123456");
                walker.browser()
                        .send("answerTotp", new JsonObject().put("code", code).put("rememberDevice", true));
            }
        },
        ENROL {
            @Override
            void make(Walker walker, World world) {
                Answer begun = walker.browser().call("beginTotp");
                if (begun.status() == 200) {
                    String code = AuthenticatorApp.codeOf(
                            begun.json().getString("secret"), world.services().clock());
                    walker.browser()
                            .send(
                                    "confirmTotp",
                                    new JsonObject()
                                            .put("enrolmentId", begun.json().getString("enrolmentId"))
                                            .put("code", code));
                    walker.browser().call("continueLogin");
                }
            }
        },
        RESET {
            @Override
            void make(Walker walker, World world) {
                String fresh = walker.password + " again";
                walker.browser().send("requestPasswordReset", new JsonObject().put("email", walker.person.email()));
                String token = Eventually.get(() -> world.mailedToken(walker.person.email()));
                Answer done = walker.browser()
                        .send(
                                "completePasswordReset",
                                new JsonObject().put("token", token).put("newPassword", fresh));
                if (done.status() == 204) {
                    walker.password = fresh;
                }
            }
        },
        NEW_PASSWORD {
            @Override
            void make(Walker walker, World world) {
                walker.browser()
                        .send("answerNewPassword", new JsonObject().put("newPassword", "a phrase of a thief 123"));
            }
        },
        STEP_UP {
            @Override
            void make(Walker walker, World world) {
                if (walker.browser()
                                .send("beginStepUp", new JsonObject().put("action", "manage"))
                                .status()
                        == 200) {
                    walker.browser().send("answerPassword", new JsonObject().put("password", walker.password));
                }
            }
        };

        abstract void make(Walker walker, World world);
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "required", "forced"})
    void noPathOfAPersonWithoutFactorLeadsBelowThePolicy(String enforcement) {
        world.policy("organisation", world.organisation, "mfaEnforcement", enforcement);

        assertThat(walkAll(false, enforcement)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "forced"})
    void noPathOfAnEnrolledPersonLeadsAroundTheFactor(String enforcement) {
        world.policy("organisation", world.organisation, "mfaEnforcement", enforcement);

        assertThat(walkAll(true, enforcement)).isPositive();
    }

    /** How many walks ended with a session. */
    private long walkAll(boolean enrolled, String enforcement) {
        List<List<Move>> walks = new ArrayList<>();
        for (Move first : Move.values()) {
            for (Move second : Move.values()) {
                for (Move third : Move.values()) {
                    // Before a password nothing is under way: those walks are all alike after the first move.
                    if (first == Move.PASSWORD || first == Move.RESET || second == Move.PASSWORD) {
                        walks.add(List.of(first, second, third));
                    }
                }
            }
        }
        AtomicInteger next = new AtomicInteger();
        List<Integer> sessions = Together.run(AT_ONCE, lane -> {
            int found = 0;
            for (int i = next.getAndIncrement(); i < walks.size(); i = next.getAndIncrement()) {
                found += walk(walks.get(i), enrolled, enforcement) ? 1 : 0;
            }
            return found;
        });
        return sessions.stream().mapToLong(Integer::longValue).sum();
    }

    private boolean walk(List<Move> moves, boolean enrolled, String enforcement) {
        Walker walker = new Walker(enrolled);
        for (Move move : moves) {
            move.make(walker, world);
            checkSessions(walker, moves, enforcement);
        }
        return walker.browser().call("getSession").json().getBoolean("signedIn");
    }

    private void checkSessions(Walker walker, List<Move> moves, String enforcement) {
        boolean cookie = walker.browser().call("listSessions").status() == 200;
        List<Set<String>> proved = new ArrayList<>();
        world.sql("SELECT evidence FROM login_sessions WHERE account_id = $1", walker.person.id())
                .forEach(row -> {
                    Set<String> words = new HashSet<>();
                    row.getJsonObject("evidence")
                            .getJsonArray("items")
                            .forEach(item -> words.add(((JsonObject) item).getString("kind")));
                    proved.add(words);
                });
        if (cookie) {
            assertThat(proved).as(moves.toString()).isNotEmpty();
        }
        boolean shown = proved.stream().anyMatch(words -> words.contains("totp"));
        for (Set<String> words : proved) {
            assertThat(enough(words, shown, walker.app.isPresent(), enforcement))
                    .as(moves + " under " + enforcement + " gave a session for " + words)
                    .isTrue();
        }
    }

    private static boolean enough(Set<String> words, boolean trustGiven, boolean enrolled, String enforcement) {
        // Trust is only ever given by a browser of this walk that had shown the authenticator before.
        boolean authenticator = words.contains("totp")
                || words.contains("recovery-code")
                || (trustGiven && words.contains("trusted-device"));
        boolean mailbox = words.contains("mail-code");
        if (!words.contains("password")) {
            return false;
        }
        if (enrolled) {
            return authenticator;
        }
        return switch (enforcement) {
            case "off" -> true;
            case "required" -> mailbox;
            default -> mailbox && authenticator;
        };
    }
}
