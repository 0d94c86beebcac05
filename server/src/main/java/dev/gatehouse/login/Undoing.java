package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.factor.FactorService;
import dev.gatehouse.http.Caller;
import dev.gatehouse.mail.MailBudgets;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Takes away everything by which somebody else could come back. */
final class Undoing {

    private final SessionEnder sessions;
    private final DeviceStore devices;
    private final FactorService factors;
    private final AddressChanges addresses;
    private final UpstreamLinks upstream;
    private final PasswordChanges passwords;
    private final MailBudgets mails;
    private final Notices notices;
    private final AuditService audit;

    Undoing(
            SessionEnder sessions,
            DeviceStore devices,
            FactorService factors,
            AddressChanges addresses,
            UpstreamLinks upstream,
            PasswordChanges passwords,
            MailBudgets mails,
            Notices notices,
            AuditService audit) {
        this.sessions = sessions;
        this.devices = devices;
        this.factors = factors;
        this.addresses = addresses;
        this.upstream = upstream;
        this.passwords = passwords;
        this.mails = mails;
        this.notices = notices;
        this.audit = audit;
    }

    /** What it did. */
    record Disowned(int sessionsEnded, int devicesForgotten, List<String> factorsRemoved, boolean addressRemoved) {}

    /**
     * Ends all sessions but the caller's, forgets all devices and passes, and removes authenticators, connected accounts and a
     * recovery address that came since then.
     */
    Future<Disowned> undo(SqlClient tx, Caller caller, Account account, Instant since) {
        return mails.takeDisowned(tx, account.id())
                .compose(taken -> sessions.endAll(tx, account.id(), caller.session(), "disowned"))
                .compose(sessionsEnded -> devices.deleteOthers(tx, account.id(), null)
                        .compose(forgotten -> removeSince(tx, account, since).compose(removed -> addresses
                                .removeSince(tx, account, since)
                                .map(address -> new Disowned(sessionsEnded, forgotten, removed, address)))))
                .compose(disowned -> factors.removePasses(tx, account.id())
                        .compose(done -> passwords.demand(tx, account))
                        .compose(done -> notices.disowned(tx, account, sentence(disowned)))
                        .compose(done -> audit.record(tx, event(caller, disowned)))
                        .map(disowned));
    }

    private Future<List<String>> removeSince(SqlClient tx, Account account, Instant since) {
        return factors.removeEnrolledSince(tx, account, since).compose(removed -> upstream.removeSince(
                        tx, account.id(), since)
                .map(links -> Stream.concat(removed.stream(), links.stream()).toList()));
    }

    private static AuditEvent event(Caller caller, Disowned disowned) {
        return AuditEvent.by(caller, caller.organisationId(), "login.disown")
                .on("account", caller.accountId(), caller.name())
                .with("sessions", disowned.sessionsEnded())
                .with("devices", disowned.devicesForgotten())
                .with("factors", String.join(", ", disowned.factorsRemoved()))
                .with("address", disowned.addressRemoved());
    }

    private static String sentence(Disowned disowned) {
        String removed = disowned.factorsRemoved().isEmpty()
                ? "No authenticator had been set up since."
                : "Authenticators set up since were removed: " + String.join(", ", disowned.factorsRemoved()) + ".";
        String address = disowned.addressRemoved() ? " The recovery address set since was removed." : "";
        return disowned.sessionsEnded() + " sessions were ended. " + removed + address;
    }
}
