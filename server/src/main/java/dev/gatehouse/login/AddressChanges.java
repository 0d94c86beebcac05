package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.factor.FactorService;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Json;
import dev.gatehouse.http.Origin;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything that belongs to a change of a recovery address: when it counts, who is told, how it is taken back, what is written down. */
final class AddressChanges {

    private final AccountDirectory accounts;
    private final LinkService links;
    private final SessionEnder sessions;
    private final FactorService factors;
    private final PasswordChanges passwords;
    private final Notices notices;
    private final AuditService audit;
    private final Clock clock;

    AddressChanges(
            AccountDirectory accounts,
            LinkService links,
            SessionEnder sessions,
            FactorService factors,
            PasswordChanges passwords,
            Notices notices,
            AuditService audit,
            Clock clock) {
        this.accounts = accounts;
        this.links = links;
        this.sessions = sessions;
        this.factors = factors;
        this.passwords = passwords;
        this.notices = notices;
        this.audit = audit;
        this.clock = clock;
    }

    /** A code went to a new address. */
    Future<Void> asked(SqlClient tx, Caller caller, Account account, String address) {
        return audit.record(tx, event(caller, account, "login.ask-address").with("address", address));
    }

    /** A code was wrong. */
    Future<Void> refused(SqlClient tx, Caller caller, Account account) {
        return audit.record(tx, event(caller, account, "login.change-address").refused());
    }

    /**
     * Sets a new one, which counts after three days, or removes it.
     *
     * @param address null to remove
     */
    Future<Void> set(SqlClient tx, Caller caller, Account account, @Nullable String address) {
        String word = address == null ? "removed" : "changed";
        @Nullable Instant usable = address == null ? null : clock.instant().plus(Account.NEW_MAILBOX_WAITS);
        return undoLink(tx, account)
                .compose(undo -> accounts.setRecoveryAddress(tx, account.id(), address, usable)
                        .compose(done -> notices.recoveryAddressChanged(tx, account, word, undo, caller.origin())))
                .compose(done -> audit.record(
                        tx, event(caller, account, "login.change-address").with("change", word)));
    }

    private Future<Optional<LinkService.Made>> undoLink(SqlClient tx, Account account) {
        String before = account.recoveryAddress();
        if (before == null) {
            return Future.succeededFuture(Optional.empty());
        }
        JsonObject details = Json.object()
                .put("before", before)
                .put("usableFrom", account.recoveryUsableFrom())
                .done();
        return links.make(tx, account, Link.Purpose.UNDO_ADDRESS, details).map(Optional::of);
    }

    Future<LinkService.Open> openUndo(String token) {
        return links.open(Link.Purpose.UNDO_ADDRESS, token);
    }

    /**
     * Puts the old address back, with the wait that it had, and ends every session: whoever is in there may be the thief, and may
     * know the password. Links of later changes end, so that whoever had the address first has the last word.
     */
    Future<Void> undo(SqlClient tx, LinkService.Open open, Origin origin) {
        Account account = open.account();
        JsonObject before = open.link().details();
        return links.use(tx, open)
                .compose(done -> accounts.setRecoveryAddress(
                        tx, account.id(), before.getString("before"), before.getInstant("usableFrom")))
                .compose(done -> links.revokeSince(
                        tx, account.id(), Link.Purpose.UNDO_ADDRESS, open.link().madeAt()))
                .compose(done -> factors.removePasses(tx, account.id()))
                .compose(done -> passwords.demand(tx, account))
                .compose(done -> sessions.endAll(tx, account.id(), null, "recovery address taken back"))
                .compose(ended -> notices.disowned(
                        tx, account, "The old recovery address took a change back; every session has ended."))
                .compose(done -> audit.record(
                        tx,
                        AuditEvent.by(
                                        null,
                                        "old recovery address",
                                        account.organisationId(),
                                        origin,
                                        "login.undo-address")
                                .on("account", account.id(), account.label())));
    }

    /** Takes an address away that came then or later, and what could bring it back; says whether there was one. */
    Future<Boolean> removeSince(SqlClient tx, Account account, Instant since) {
        Instant usableFrom = account.recoveryUsableFrom();
        boolean came = usableFrom != null && !usableFrom.isBefore(since.plus(Account.NEW_MAILBOX_WAITS));
        return links.revokeUndo(tx, account.id(), since.plus(Account.NEW_MAILBOX_WAITS))
                .compose(done ->
                        came ? accounts.setRecoveryAddress(tx, account.id(), null, null) : Future.succeededFuture())
                .map(came);
    }

    private static AuditEvent event(Caller caller, Account account, String action) {
        return AuditEvent.by(caller, account.organisationId(), action).on("account", account.id(), account.label());
    }
}
