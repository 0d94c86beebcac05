package dev.gatehouse.oauth;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.Letter;
import dev.gatehouse.account.Letters;
import dev.gatehouse.mail.MailBudgets;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;

/** What people are told about what applications do in their name. */
final class GrantNotices {

    private final ClientStore clients;
    private final Letters letters;
    private final MailBudgets mails;
    private final Issuer issuer;

    GrantNotices(ClientStore clients, Letters letters, MailBudgets mails, Issuer issuer) {
        this.clients = clients;
        this.letters = letters;
        this.mails = mails;
        this.issuer = issuer;
    }

    /** Somebody has used an application's key to the account a second time. */
    Future<Void> replayed(SqlClient tx, Account account, Grant grant) {
        return mails.takeReplay(tx, account.id())
                .compose(room -> room ? tell(tx, account, grant) : Future.succeededFuture());
    }

    private Future<Void> tell(SqlClient tx, Account account, Grant grant) {
        return clients.find(tx, grant.clientId())
                .map(client -> client.map(Client::name).orElse("an application"))
                .compose(name -> letters.toOwner(
                        tx,
                        account,
                        new Letter(
                                "application-signed-out",
                                "An application was signed out of your account",
                                """
                        Hello %s,

                        the application %s has been signed out of your account at %s: a key that it had used up was used
                        again. Usually that is a copied or restored device; it can also be somebody who has stolen the key.

                        Sign in to the application again if you use it. If you do not know it, look at what is connected to
                        your account, and at your sessions:
                        %s
                        """.formatted(account.name(), name, account.organisation(), issuer.at("/security")))));
    }
}
