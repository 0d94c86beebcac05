package dev.gatehouse.login;

import dev.gatehouse.http.Reply;
import io.vertx.core.Future;

/** Every step of a sign-in or step-up is answered here: what was committed is counted, and the page hears how to go on. */
final class StepReplies {

    private final LoginMetrics metrics;

    StepReplies(LoginMetrics metrics) {
        this.metrics = metrics;
    }

    Future<Reply> of(Future<Progress.Answer> step) {
        return step.map(answer -> {
            metrics.answered(answer.state());
            return Reply.ok(answer.state().toJson().done()).cookies(answer.cookies());
        });
    }
}
