package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.Credentials;
import dev.gatehouse.http.Origin;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the management of people may do to the sign-in. */
final class LoginCredentials implements Credentials {

    private final LinkService links;
    private final PasswordService passwords;
    private final SessionEnder sessions;
    private final Notices notices;

    LoginCredentials(LinkService links, PasswordService passwords, SessionEnder sessions, Notices notices) {
        this.links = links;
        this.passwords = passwords;
        this.sessions = sessions;
        this.notices = notices;
    }

    @Override
    public Future<Void> invite(SqlClient tx, Account account, Origin origin) {
        return links.make(tx, account, Link.Purpose.INVITATION, new JsonObject())
                .compose(made -> notices.invitation(tx, account, made.token(), made.until()));
    }

    @Override
    public Optional<String> refuseHash(String encoded) {
        return passwords.refuseHash(encoded);
    }

    @Override
    public Future<Void> importHash(SqlClient tx, UUID accountId, String encoded) {
        return passwords.set(tx, accountId, encoded);
    }

    @Override
    public Future<Integer> endSessions(SqlClient tx, UUID accountId, String reason) {
        return sessions.endAll(tx, accountId, null, reason);
    }

    @Override
    public Future<Integer> endSessionsOfAll(SqlClient tx, List<UUID> accountIds, String reason) {
        return sessions.endAll(tx, accountIds, reason);
    }
}
