package dev.gatehouse.account;

import dev.gatehouse.http.Caller;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Tells a person of changes to the addresses, at every mailbox that was there before, even one that is taken away. */
final class AddressNotices {

    private final Letters letters;

    AddressNotices(Letters letters) {
        this.letters = letters;
    }

    Future<Void> added(
            SqlClient tx, Caller caller, Account before, EmailAddress address, Optional<Instant> usableFrom) {
        String consequence = usableFrom
                .map(time -> "From " + Letter.time(time) + " on, codes and links for your account can go there.\n\n")
                .orElse("");
        return tell(
                tx,
                before,
                "%s has added the address %s to your account at %s."
                        .formatted(caller.name(), address, before.organisation()),
                consequence);
    }

    Future<Void> removed(SqlClient tx, Caller caller, Account before, String address) {
        return tell(
                tx,
                before,
                "%s has removed the address %s from your account at %s."
                        .formatted(caller.name(), address, before.organisation()),
                "Links that were mailed to you before no longer work.\n\n");
    }

    private Future<Void> tell(SqlClient tx, Account before, String sentence, String consequence) {
        String body = """
                Hello %s,

                %s

                %sIf you did not expect this, tell your administrators at once.
                """.formatted(before.name(), sentence, consequence);
        return letters.to(
                tx,
                before,
                mailboxes(before),
                new Letter("address-notice", "The addresses of your account have changed", body));
    }

    private static Set<String> mailboxes(Account account) {
        Set<String> mailboxes = new LinkedHashSet<>();
        account.addresses().forEach(address -> mailboxes.add(address.address()));
        Optional.ofNullable(account.recoveryAddress()).ifPresent(mailboxes::add);
        return mailboxes;
    }
}
