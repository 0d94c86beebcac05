package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.crypto.Token;
import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.db.Ids;
import dev.gatehouse.http.Origin;
import dev.gatehouse.mail.MailBudgets;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Remembers the browsers that people sign in with, and tells them of a new one. */
final class DeviceBook {

    private final DeviceStore devices;
    private final MailBudgets mails;
    private final Notices notices;
    private final Tokens tokens;

    DeviceBook(DeviceStore devices, MailBudgets mails, Notices notices, Tokens tokens) {
        this.devices = devices;
        this.mails = mails;
        this.notices = notices;
        this.tokens = tokens;
    }

    /** The device that is now known, and the cookie for one that was not. */
    record Noted(UUID id, List<Cookie> cookies) {}

    /**
     * Somebody has signed in.
     *
     * @param known the device, if it was known
     * @param trust how long it is trusted from now on, or null to leave that as it is
     */
    Future<Noted> signedIn(
            SqlClient tx,
            Account account,
            Origin origin,
            Optional<Device> known,
            @Nullable Instant trust,
            Instant now) {
        int version = account.credentialVersion();
        if (known.isPresent()) {
            UUID id = known.get().id();
            return devices.seen(tx, id, origin.client(), origin.network(), trust, version, now)
                    .map(new Noted(id, List.of()));
        }
        Token token = tokens.next();
        Device fresh =
                new Device(Ids.next(), account.id(), origin.client(), origin.network(), now, now, trust, version);
        return devices.insert(tx, fresh, token)
                .compose(done -> tell(tx, account, origin))
                .map(new Noted(fresh.id(), List.of(Cookies.DEVICE.set(token))));
    }

    /** A first sign-in ever is no news to its owner; one on a further device is. */
    private Future<Void> tell(SqlClient tx, Account account, Origin origin) {
        return account.lastSignInAt() == null
                ? Future.succeededFuture()
                : mails.takeNewDevice(tx, account.id())
                        .compose(taken -> taken ? notices.newDevice(tx, account, origin) : Future.succeededFuture());
    }
}
