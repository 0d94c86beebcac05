package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.http.Json;
import dev.gatehouse.policy.EffectivePolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a sign-in or step-up stands, as the person is shown it. */
record LoginState(
        Purpose purpose,
        Decision decision,
        Account account,
        EffectivePolicy policy,
        Evidence evidence,
        List<Way> ways,
        Instant expiresAt) {

    // Strongest first; the page offers them in this order.
    private static final List<EvidenceKind> ORDER = List.of(
            EvidenceKind.PASSKEY,
            EvidenceKind.SECURITY_KEY,
            EvidenceKind.TOTP,
            EvidenceKind.MAIL_CODE,
            EvidenceKind.PASSWORD,
            EvidenceKind.PASS,
            EvidenceKind.RECOVERY_CODE);

    /**
     * One way to go on.
     *
     * @param why why it is not available, or null when it is
     */
    record Way(EvidenceKind kind, @Nullable String why, List<Mailbox> mailboxes) {}

    /** A mailbox that a code can go to; its id stands for the address, which is shown in part only. */
    record Mailbox(UUID id, String address) {

        String hint() {
            return LoginState.hint(address);
        }
    }

    static LoginState of(
            Transaction transaction,
            Gate.Facts facts,
            Decision decision,
            List<Mailbox> mailboxes,
            boolean hasRecoveryCode) {
        List<Way> ways = new ArrayList<>();
        if (decision instanceof Decision.Ask ask) {
            for (EvidenceKind kind : ORDER) {
                boolean offered = ask.anyOf().contains(kind) && (kind != EvidenceKind.RECOVERY_CODE || hasRecoveryCode);
                if (offered) {
                    ways.add(way(kind, facts.account(), mailboxes));
                }
            }
        }
        return new LoginState(
                transaction.purpose(),
                decision,
                facts.account(),
                facts.policy(),
                facts.counted(),
                ways,
                transaction.expiresAt());
    }

    /** So much of an address that its owner knows it. */
    static String hint(String address) {
        int at = address.lastIndexOf('@');
        return address.substring(0, address.offsetByCodePoints(0, 1)) + "•••" + address.substring(at);
    }

    private static Way way(EvidenceKind kind, Account account, List<Mailbox> mailboxes) {
        if (kind != EvidenceKind.MAIL_CODE) {
            return new Way(kind, null, List.of());
        }
        boolean guarded = account.addresses().stream().anyMatch(Account.Address::guarded);
        String why = guarded ? "mailbox-behind-sign-in" : "no-mailbox";
        return new Way(kind, mailboxes.isEmpty() ? why : null, mailboxes);
    }

    Json toJson() {
        Json json = Json.object()
                .put("purpose", purpose.word())
                .put("email", account.label())
                .put("name", account.name())
                .put("organisation", account.organisation())
                .put("expiresAt", expiresAt);
        return switch (decision) {
            case Decision.Admit() -> json.put("step", "done");
            case Decision.Ask ask ->
                json.put("step", "factor")
                        .put("reason", ask.reason())
                        .put("ways", ways.stream().map(LoginState::json).toList())
                        .put("trustDeviceDays", trustDeviceDays());
            case Decision.Enrol enrol ->
                json.put("step", "enrol")
                        .put("reason", enrol.reason())
                        .put(
                                "enrolment",
                                Json.object()
                                        .put(
                                                "kinds",
                                                enrol.kinds().stream().sorted().toList()));
            case Decision.NewPassword password ->
                json.put("step", "new-password")
                        .put("reason", password.reason())
                        .put("passwordMinLength", policy.passwordMinLength());
            case Decision.Refuse() -> throw new IllegalStateException("a refused sign-in has no state to show");
        };
    }

    private Optional<Integer> trustDeviceDays() {
        return Optional.of(policy.trustedDeviceDays()).filter(days -> days > 0 && purpose == Purpose.SIGN_IN);
    }

    private static Json json(Way way) {
        Json json = Json.object()
                .put("kind", way.kind().word())
                .put("available", way.why() == null)
                .put("why", way.why());
        return way.mailboxes().isEmpty()
                ? json
                : json.put(
                        "mailboxes",
                        way.mailboxes().stream().map(LoginState::json).toList());
    }

    private static Json json(Mailbox mailbox) {
        return Json.object().put("addressId", mailbox.id()).put("hint", mailbox.hint());
    }
}
