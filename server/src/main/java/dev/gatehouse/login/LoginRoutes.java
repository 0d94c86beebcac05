package dev.gatehouse.login;

import dev.gatehouse.factor.FactorVerifier.MailCode;
import dev.gatehouse.http.Json;
import dev.gatehouse.http.Operations;
import dev.gatehouse.http.Reply;
import dev.gatehouse.http.Request;
import dev.gatehouse.http.StepUp;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The operations of a sign-in or step-up under way. */
final class LoginRoutes {

    private static final int MAIL_CODE_LENGTH = 8;

    private final PasswordSignIn passwords;
    private final LoginService login;
    private final AnswerService answers;
    private final PasskeyService passkeys;
    private final StepUpService stepUps;
    private final StepReplies replies;

    LoginRoutes(
            PasswordSignIn passwords,
            LoginService login,
            AnswerService answers,
            PasskeyService passkeys,
            StepUpService stepUps,
            StepReplies replies) {
        this.passwords = passwords;
        this.login = login;
        this.answers = answers;
        this.passkeys = passkeys;
        this.stepUps = stepUps;
        this.replies = replies;
    }

    void bind(Operations api) {
        api.on("beginLogin", this::begin);
        api.on("getLogin", request -> login.look(Browser.of(request))
                .map(state -> Reply.ok(state.toJson().done())));
        api.on("cancelLogin", this::cancel);
        api.on("continueLogin", request -> replies.of(login.proceed(Browser.of(request))));
        api.on(
                "answerTotp",
                request -> replies.of(answers.totp(Browser.of(request), code(request), remember(request))));
        api.on(
                "answerRecoveryCode",
                request -> replies.of(answers.recoveryCode(Browser.of(request), code(request), remember(request))));
        api.on(
                "answerMailCode",
                request -> replies.of(answers.mailCode(Browser.of(request), code(request), remember(request))));
        api.on("answerPass", request -> replies.of(answers.pass(Browser.of(request), code(request))));
        api.on("answerPassword", this::answerPassword);
        api.on("answerNewPassword", this::answerNewPassword);
        api.on("sendMailCode", this::sendMailCode);
        api.on("getMailCode", request -> answers.mailCodeState(Browser.of(request))
                .map(code -> Reply.ok(json(code))));
        api.on("beginPasskey", request -> passkeys.begin(Browser.of(request)).map(Reply::ok));
        api.on("answerPasskey", this::answerPasskey);
        api.on("beginStepUp", this::beginStepUp);
    }

    private Future<Reply> begin(Request request) {
        String email = request.body().getString("email");
        String password = request.body().getString("password");
        return replies.of(passwords.begin(Browser.of(request), email, password));
    }

    private Future<Reply> cancel(Request request) {
        return login.cancel(Browser.of(request)).map(Reply.noContent().cookies(List.of(Cookies.LOGIN.clear())));
    }

    private Future<Reply> answerPassword(Request request) {
        return replies.of(answers.password(Browser.of(request), request.body().getString("password")));
    }

    private Future<Reply> answerNewPassword(Request request) {
        return replies.of(login.newPassword(Browser.of(request), request.body().getString("newPassword")));
    }

    private Future<Reply> sendMailCode(Request request) {
        Optional<UUID> mailbox =
                Optional.ofNullable(request.body().getString("addressId")).map(UUID::fromString);
        return answers.sendMailCode(Browser.of(request), mailbox).map(code -> Reply.accepted(json(code)));
    }

    private Future<Reply> answerPasskey(Request request) {
        return replies.of(passkeys.answer(
                Browser.of(request),
                UUID.fromString(request.body().getString("challengeId")),
                request.body().getJsonObject("credential"),
                remember(request)));
    }

    private Future<Reply> beginStepUp(Request request) {
        StepUp.Action action = StepUp.Action.of(request.body().getString("action"));
        return replies.of(stepUps.begin(request.caller(), Browser.of(request), action));
    }

    private static String code(Request request) {
        return request.body().getString("code");
    }

    private static boolean remember(Request request) {
        return request.body().getBoolean("rememberDevice", false);
    }

    private static JsonObject json(MailCode code) {
        return Json.object()
                .put("hint", LoginState.hint(code.address()))
                .put("state", code.state())
                .put("stateAt", code.stateAt())
                .put("detail", code.detail())
                .put("length", MAIL_CODE_LENGTH)
                .put("expiresAt", code.expiresAt())
                .put("resendAt", code.resendAt())
                .done();
    }
}
