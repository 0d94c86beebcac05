package dev.gatehouse.login;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.AuthenticatorApp;
import dev.gatehouse.testing.Eventually;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What can be done at the sign-in, by its owner or anybody. */
enum Move {
    PASSWORD("beginLogin") {
        @Override
        boolean make(Walker walker) {
            return ok(walker.send(
                    "beginLogin",
                    new JsonObject().put("email", walker.person().email()).put("password", walker.password())));
        }
    },
    CONTINUE("getLogin", "continueLogin") {
        @Override
        boolean make(Walker walker) {
            walker.browser().call("getLogin");
            return ok(walker.browser().call("continueLogin"));
        }

        @Override
        boolean leadsOn() {
            return false;
        }
    },
    CANCEL("cancelLogin") {
        @Override
        boolean make(Walker walker) {
            return ok(walker.browser().call("cancelLogin"));
        }

        @Override
        boolean leadsOn() {
            return false;
        }
    },
    MAIL_CODE("sendMailCode", "getMailCode", "answerMailCode") {
        @Override
        boolean make(Walker walker) {
            if (!ok(walker.send("sendMailCode", new JsonObject()))) {
                return false;
            }
            walker.browser().call("getMailCode");
            String code = walker.world().mailedCode(walker.person().email());
            return ok(walker.send("answerMailCode", code(code)));
        }
    },
    WRONG_MAIL_CODE {
        @Override
        boolean make(Walker walker) {
            walker.send("sendMailCode", new JsonObject());
            return walker.send("answerMailCode", code("00000000")).status() == 401;
        }
    },
    TOTP("answerTotp") {
        @Override
        boolean make(Walker walker) {
            String code = walker.app().map(AuthenticatorApp::code).orElse("123456");
            return ok(walker.send("answerTotp", code(code).put("rememberDevice", true)));
        }
    },
    RECOVERY_CODE("answerRecoveryCode") {
        @Override
        boolean make(Walker walker) {
            return ok(walker.send("answerRecoveryCode", code(walker.recoveryCode())));
        }
    },
    /** With a passkey or security key of the account, where there is one; else with one that nobody has enrolled. */
    KEY("beginPasskey", "answerPasskey") {
        @Override
        boolean make(Walker walker) {
            Answer begun = walker.browser().call("beginPasskey");
            if (!ok(begun)) {
                return false;
            }
            JsonObject assertion = new JsonObject()
                    .put("challengeId", begun.json().getString("challengeId"))
                    .put("credential", walker.keys().answer(begun.json().getJsonObject("publicKey")));
            return ok(walker.send("answerPasskey", assertion));
        }
    },
    PASS("answerPass") {
        @Override
        boolean make(Walker walker) {
            ApiClient administrator = walker.world().alice.browser().copy();
            Answer issued = administrator.call(
                    "issuePass", walker.world().organisation, walker.person().id());
            return ok(walker.send("answerPass", code(issued.json().getString("pass", "AAAA-AAAA-AAAA"))));
        }
    },
    ENROL {
        @Override
        boolean make(Walker walker) {
            Answer begun = walker.browser().call("beginTotp");
            if (!ok(begun)) {
                return false;
            }
            String code = AuthenticatorApp.codeOf(
                    begun.json().getString("secret"), walker.world().services().clock());
            boolean enrolled = ok(walker.send(
                    "confirmTotp", code(code).put("enrolmentId", begun.json().getString("enrolmentId"))));
            walker.browser().call("continueLogin");
            return enrolled;
        }
    },
    INVITATION("checkInvitation", "acceptInvitation") {
        @Override
        boolean make(Walker walker) {
            JsonObject token = new JsonObject().put("token", walker.invitation());
            walker.send("checkInvitation", token.copy());
            boolean accepted = ok(walker.send("acceptInvitation", token.put("newPassword", walker.password())));
            if (accepted) {
                walker.accepted();
            }
            return accepted;
        }
    },
    RESET("requestPasswordReset", "checkPasswordReset", "completePasswordReset") {
        @Override
        boolean make(Walker walker) {
            Answer asked = walker.send(
                    "requestPasswordReset",
                    new JsonObject().put("email", walker.person().email()));
            if (!ok(asked) || !walker.mayGetLinks()) {
                return false;
            }
            String token = Eventually.get(
                    () -> walker.world().mailedToken(walker.person().email()));
            walker.send("checkPasswordReset", new JsonObject().put("token", token));
            String fresh = walker.password() + " again";
            boolean done = ok(walker.send(
                    "completePasswordReset",
                    new JsonObject().put("token", token).put("newPassword", fresh)));
            if (done) {
                walker.password(fresh);
            }
            return done;
        }
    },
    NEW_PASSWORD("answerNewPassword") {
        @Override
        boolean make(Walker walker) {
            String fresh = walker.password() + " anew";
            boolean done = ok(walker.send("answerNewPassword", new JsonObject().put("newPassword", fresh)));
            if (done) {
                walker.password(fresh);
            }
            return done;
        }
    },
    /** With the account at the identity provider, which says that it has seen several factors. */
    UPSTREAM("beginUpstreamSignIn", "answerUpstreamSignIn") {
        @Override
        boolean make(Walker walker) {
            Answer begun = walker.send(
                    "beginUpstreamSignIn",
                    new JsonObject().put("providerId", walker.upstream().provider()));
            return ok(begun)
                    && ok(walker.send(
                            "answerUpstreamSignIn",
                            walker.upstream().signIn(begun.json().getString("location"), walker.person())));
        }
    },
    STEP_UP("beginStepUp", "answerPassword") {
        @Override
        boolean make(Walker walker) {
            return ok(walker.send("beginStepUp", new JsonObject().put("action", "manage")))
                    && ok(walker.send("answerPassword", new JsonObject().put("password", walker.password())));
        }
    },
    CHANGE_PASSWORD("changePassword") {
        @Override
        boolean make(Walker walker) {
            STEP_UP.make(walker);
            String fresh = walker.password() + " changed";
            boolean done = ok(walker.send(
                    "changePassword",
                    new JsonObject().put("currentPassword", walker.password()).put("newPassword", fresh)));
            if (done) {
                walker.password(fresh);
            }
            return done;
        }
    },
    SIGN_OUT("signOut") {
        @Override
        boolean make(Walker walker) {
            boolean was = ok(walker.browser().call("listSessions"));
            walker.browser().call("signOut");
            return was;
        }
    };

    private final String operations;

    Move(String... operations) {
        this.operations = String.join(" ", operations);
    }

    /** The operations of the contract that it tries. */
    List<String> operations() {
        return operations.isEmpty() ? List.of() : List.of(operations.split(" "));
    }

    /** Makes the move; says whether it did what it is for. */
    abstract boolean make(Walker walker);

    /** Whether anything may be different after it. */
    boolean leadsOn() {
        return true;
    }

    private static boolean ok(Answer answer) {
        return answer.status() < 300;
    }

    private static JsonObject code(String code) {
        return new JsonObject().put("code", code);
    }
}
