package dev.gatehouse.oauth;

import dev.gatehouse.account.Account;
import dev.gatehouse.mail.Mail;
import dev.gatehouse.mail.MailService;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.List;

/** What people are told about what applications do in their name. */
final class GrantNotices {

    private final ClientStore clients;
    private final MailService mail;
    private final Issuer issuer;
    private final Clock clock;

    GrantNotices(ClientStore clients, MailService mail, Issuer issuer, Clock clock) {
        this.clients = clients;
        this.mail = mail;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** Somebody has used an application's key to the account a second time. */
    Future<Void> replayed(SqlClient tx, Account account, Grant grant) {
        return clients.find(tx, grant.clientId())
                .map(client -> client.map(Client::name).orElse("an application"))
                .compose(name -> send(tx, account, """
                        Hello %s,

                        the application %s has been signed out of your account at %s: a key that it had used up was used
                        again. Usually that is a copied or restored device; it can also be somebody who has stolen the key.

                        Sign in to the application again if you use it. If you do not know it, look at what is connected to
                        your account, and at your sessions:
                        %s
                        """.formatted(
                                account.name(), name, account.organisation(), issuer.at("/security"))));
    }

    private Future<Void> send(SqlClient tx, Account account, String text) {
        List<String> reachable = account.reachableMailboxes(clock.instant());
        Future<Void> sent = Future.succeededFuture();
        for (String recipient : reachable.isEmpty() ? List.of(account.label()) : reachable) {
            Mail message = new Mail(
                    account.organisationId(),
                    recipient,
                    "application-signed-out",
                    "An application was signed out of your account",
                    text);
            sent = sent.compose(done -> mail.send(tx, message).mapEmpty());
        }
        return sent;
    }
}
