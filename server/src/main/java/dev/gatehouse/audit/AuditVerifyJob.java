package dev.gatehouse.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Verifies logs one after another, from beginning to end, for the command line. Runs on a virtual thread, which may wait. */
final class AuditVerifyJob {

    private final AuditVerifier verifier;
    private final Consumer<Progress> told;

    /**
     * Makes the job.
     *
     * @param told hears of each step
     */
    AuditVerifyJob(AuditVerifier verifier, Consumer<Progress> told) {
        this.verifier = verifier;
        this.told = told;
    }

    List<Verdict> run(List<UUID> organisations) {
        List<Verdict> verdicts = new ArrayList<>();
        for (UUID organisation : organisations) {
            verdicts.add(verify(verifier.begin(organisation).await()));
        }
        return verdicts;
    }

    private Verdict verify(Verification verification) {
        while (true) {
            Progress progress = verification.advance().await();
            told.accept(progress);
            if (progress.verdict().isPresent()) {
                return progress.verdict().get();
            }
        }
    }
}
