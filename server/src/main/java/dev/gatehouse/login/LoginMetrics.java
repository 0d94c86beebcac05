package dev.gatehouse.login;

import io.micrometer.core.instrument.MeterRegistry;

/** Counts sign-ins by outcome and by the strongest factor that was shown. */
final class LoginMetrics {

    private final MeterRegistry registry;

    LoginMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void signedIn(Evidence evidence) {
        String factor = evidence.items().isEmpty()
                ? "none"
                : evidence.items().getLast().kind().word();
        count("success", factor);
    }

    /** A proof was refused. */
    void refused(EvidenceKind kind) {
        count("refused", kind.word());
    }

    private void count(String outcome, String factor) {
        registry.counter("gatehouse.logins", "outcome", outcome, "factor", factor)
                .increment();
    }
}
