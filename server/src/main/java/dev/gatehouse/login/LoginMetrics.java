package dev.gatehouse.login;

import io.micrometer.core.instrument.MeterRegistry;

/** Counts finished and refused sign-ins and step-ups by the strongest factor that was shown. */
final class LoginMetrics {

    private final MeterRegistry registry;

    LoginMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A step was answered, and is committed; counts when it was the last one. */
    void answered(LoginState state) {
        if (state.decision() instanceof Decision.Admit) {
            count("success", state.purpose(), state.evidence().strongest());
        }
    }

    /** A proof was refused. */
    void refused(Purpose purpose, EvidenceKind kind) {
        count("refused", purpose, kind);
    }

    private void count(String outcome, Purpose purpose, EvidenceKind factor) {
        registry.counter("gatehouse.logins", "outcome", outcome, "purpose", purpose.word(), "factor", factor.word())
                .increment();
    }
}
