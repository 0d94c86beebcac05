package dev.gatehouse.app;

import dev.gatehouse.crypto.Codes;
import dev.gatehouse.crypto.HashingPool;
import dev.gatehouse.crypto.HashingPool.Lane;
import dev.gatehouse.crypto.Password;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Ids;
import dev.gatehouse.factor.Factors;
import dev.gatehouse.http.Json;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Fills an empty installation with two organisations and people in each state, so that there is something to try at once. Passwords
 * are made anew for each installation and stand in {@link #FILE}.
 */
final class DemoSeed {

    static final String FILE = "demo.json";

    private final Db db;
    private final DemoStore store;
    private final HashingPool hashing;
    private final Factors factors;
    private final Path folder;
    private final Codes codes = new Codes();

    DemoSeed(Db db, HashingPool hashing, Factors factors, Path folder, Clock clock) {
        this.db = db;
        this.store = new DemoStore(clock);
        this.hashing = hashing;
        this.factors = factors;
        this.folder = folder;
    }

    /** A person of the demonstration; {@code secret} is the Base32 secret of an authenticator app, where there is one. */
    private record Person(
            String role,
            String email,
            String name,
            String about,
            @Nullable String password,
            @Nullable String secret) {}

    /** Seeds once: an installation that has any organisation is left alone. */
    Future<Void> run() {
        return db.query(store::isEmpty).compose(empty -> {
            if (!empty) {
                return Future.succeededFuture();
            }
            List<Person> people = new ArrayList<>();
            // Before the commit: a kill in between must not leave an installation that nobody can enter.
            return db.transaction(tx -> seed(tx, people).map(done -> {
                write(people);
                return null;
            }));
        });
    }

    private Future<Void> seed(SqlClient tx, List<Person> people) {
        UUID provider = Ids.next();
        UUID acme = Ids.next();
        UUID globex = Ids.next();
        return store.organisation(tx, provider, "Example IT Services", true, "it-services.example")
                .compose(domain -> person(tx, people, provider, domain, "root", "Robin Root", "provider-admin", true))
                .compose(done -> store.organisation(tx, acme, "Acme", false, "acme.example"))
                .compose(domain -> person(tx, people, acme, domain, "alice", "Alice Adams", "organisation-admin", true)
                        .compose(done -> person(tx, people, acme, domain, "bob", "Bob Brown", "user", false))
                        .compose(done -> person(tx, people, acme, domain, "carol", "Carol Clark", "user", true))
                        .compose(done -> person(tx, people, acme, domain, "sam", "Sam Spencer", "spam-admin", false))
                        .compose(done ->
                                person(tx, people, acme, domain, "olivia", "Olivia Owens", "compliance-officer", false))
                        .compose(done -> invited(tx, people, acme, domain, "ivan", "Ivan Ito")))
                .compose(done -> store.domain(tx, acme, "inbox.acme.example", "gatehouse"))
                .compose(domain -> person(tx, people, acme, domain, "gwen", "Gwen Gray", "user", false))
                .compose(done -> store.organisation(tx, globex, "Globex", false, "globex.example"))
                .compose(domain -> person(tx, people, globex, domain, "eve", "Eve Evans", "organisation-admin", false));
    }

    private Future<Void> person(
            SqlClient tx,
            List<Person> people,
            UUID organisation,
            DemoStore.Domain domain,
            String local,
            String name,
            String role,
            boolean authenticator) {
        UUID id = Ids.next();
        String password = "demo-" + codes.readable(4) + "-" + codes.readable(4) + "-" + codes.readable(4);
        String about = role
                + (authenticator ? ", authenticator app" : ", e-mailed code")
                + (domain.guarded() ? " impossible: the mailbox is behind this sign-in" : "");
        String email = local + "@" + domain.name();
        return store.account(tx, id, organisation, domain, email, name, role, "active")
                .compose(done -> hashing.hash(Lane.UNKNOWN, Password.of(password)))
                .compose(hash -> store.password(tx, id, hash))
                .compose(done -> authenticator
                        ? factors.enrolKnown(tx, id, "Authenticator app")
                        : Future.<@Nullable String>succeededFuture(null))
                .map(secret -> {
                    people.add(new Person(role, email, name, about, password, secret));
                    return null;
                });
    }

    private Future<Void> invited(
            SqlClient tx, List<Person> people, UUID organisation, DemoStore.Domain domain, String local, String name) {
        String email = local + "@" + domain.name();
        people.add(new Person(
                "user", email, name, "invited, no password yet: invite again from the account list", null, null));
        return store.account(tx, Ids.next(), organisation, domain, email, name, "user", "invited");
    }

    private void write(List<Person> people) {
        JsonObject json = Json.object()
                .put(
                        "accounts",
                        people.stream()
                                .filter(person -> person.password() != null)
                                .map(person -> Json.object()
                                        .put("role", person.role())
                                        .put("email", person.email())
                                        .put("password", person.password())
                                        .put("totpSecret", person.secret())
                                        .put("about", person.about()))
                                .toList())
                .done();
        Path file = folder.resolve(FILE);
        try {
            SecretFiles.write(file, json.encodePrettily());
        } catch (IOException e) {
            throw new StartupException(file + " cannot be written", e);
        }
    }
}
