package dev.gatehouse.account;

import dev.gatehouse.mail.Mail;
import dev.gatehouse.mail.MailService;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** Writes to the owner of an account and to those who administer it, as part of the transaction that gives the reason. */
public final class Letters {

    private final MailService mail;
    private final AccountDirectory accounts;
    private final Clock clock;

    public Letters(MailService mail, AccountDirectory accounts, Clock clock) {
        this.mail = mail;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Writes to every mailbox at which the owner can be reached. */
    public Future<Void> toOwner(SqlClient tx, Account account, Letter letter) {
        return to(tx, account, account.noticeMailboxes(clock.instant()), letter);
    }

    /** Writes to the administrators of the organisation; not to the owner, who may be one of them. */
    public Future<Void> toAdministrators(SqlClient tx, Account account, Letter letter) {
        return accounts.administrators(tx, account.organisationId()).compose(administrators -> {
            Set<String> others = new LinkedHashSet<>(administrators);
            others.removeAll(account.noticeMailboxes(clock.instant()));
            return to(tx, account, others, letter);
        });
    }

    /** Writes about an account to mailboxes that the caller has reason to choose. */
    public Future<Void> to(SqlClient tx, Account account, Collection<String> recipients, Letter letter) {
        Future<Void> sent = Future.succeededFuture();
        for (String recipient : recipients) {
            Mail message =
                    new Mail(account.organisationId(), recipient, letter.kind(), letter.subject(), letter.body());
            sent = sent.compose(done -> mail.send(tx, message).mapEmpty());
        }
        return sent;
    }
}
