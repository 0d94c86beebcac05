package dev.gatehouse.testing;

import dev.gatehouse.app.AppNode;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Ids;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fresh organisation for one test: alice administers it, bob uses it, eve administers another, and the provider's administrator
 * is over both. Nobody has an authenticator; MFA enforcement is off until a test says otherwise.
 */
public final class World {

    private static final List<String> CHANNELS =
            List.of("accounts", "organisations", "policies", "passwords", "clients", "grants");

    public static final String PASSWORD = "correct horse battery staple 42";

    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final AtomicInteger NETWORKS = new AtomicInteger();
    private static final Pattern CODE = Pattern.compile("(?m)^\\s*(\\d{4} ?\\d{4})\\s*$");
    private static final Pattern LINK = Pattern.compile("#([A-Za-z0-9_-]{43})");

    private final TestServices services = TestServices.get();
    private final int number = NEXT.incrementAndGet();

    public final UUID organisation;
    public final UUID domain;
    public final UUID otherOrganisation;
    public final Person alice;
    public final Person bob;
    public final Person eve;
    public final Person provider;

    /** Somebody with an account, and the browser in front of them. */
    public record Person(UUID id, UUID organisation, String email, ApiClient browser) {}

    public World() {
        this.organisation = organisation("Acme " + number, false);
        this.domain = domain(organisation, "acme" + number + ".example");
        this.otherOrganisation = organisation("Other " + number, false);
        UUID otherDomain = domain(otherOrganisation, "other" + number + ".example");
        UUID providerOrganisation = providerOrganisation();
        this.alice = person(organisation, domain, "alice@acme" + number + ".example", "organisation-admin");
        this.bob = person(organisation, domain, "bob@acme" + number + ".example");
        this.eve = person(otherOrganisation, otherDomain, "eve@other" + number + ".example", "organisation-admin");
        UUID providerDomain = domain(providerOrganisation, "provider" + number + ".example");
        this.provider =
                person(providerOrganisation, providerDomain, "root@provider" + number + ".example", "provider-admin");
        policy("organisation", organisation, "mfaEnforcement", "off");
        policy("organisation", otherOrganisation, "mfaEnforcement", "off");
        policy("organisation", providerOrganisation, "mfaEnforcement", "off");
    }

    public TestServices services() {
        return services;
    }

    /** An active person with {@link #PASSWORD}. */
    public Person person(UUID organisation, UUID domain, String email, String... roles) {
        UUID id = Ids.next();
        sql(
                "INSERT INTO account_accounts (id, organisation_id, name, state, roles, created_at)"
                        + " VALUES ($1, $2, $3, 'active', $4, now())",
                id,
                organisation,
                email.substring(0, email.indexOf('@')),
                roles);
        sql(
                "INSERT INTO account_addresses (id, organisation_id, account_id, domain_id, address, created_at)"
                        + " VALUES ($1, $2, $3, $4, $5, now())",
                Ids.next(),
                organisation,
                id,
                domain,
                email);
        sql(
                "INSERT INTO login_passwords (account_id, hash, changed_at) VALUES ($1, $2, now())",
                id,
                TestPasswords.hash(PASSWORD));
        ApiClient browser =
                services.browser().from("10." + number / 250 % 250 + "." + number % 250 + "." + NEXT.get() % 250);
        return new Person(id, organisation, email, browser);
    }

    /** A browser without cookies, on a network that nothing else in this JVM comes from. */
    public ApiClient elsewhere() {
        int network = NETWORKS.incrementAndGet();
        return services.browser().from("172." + (16 + network / 250 % 16) + "." + network % 250 + ".9");
    }

    /** Sets a policy value without asking anybody. */
    public void policy(String level, UUID target, String name, Object value) {
        Object json = value instanceof List<?> list ? new JsonArray(list) : value;
        sql(
                "INSERT INTO policy_settings (level, target_id, name, value) VALUES ($1, $2, $3, $4)"
                        + " ON CONFLICT (level, target_id, name) DO UPDATE SET value = excluded.value",
                level,
                target,
                name,
                json);
    }

    /** Signs in with the password; MFA must be off. */
    public Person signIn(Person person) {
        Answer answer = password(person).expect(200);
        if (!answer.json().getString("step").equals("done")) {
            throw new AssertionError("not signed in: " + answer.text());
        }
        return person;
    }

    /** Sends the password and says what comes next. */
    public Answer password(Person person) {
        return person.browser()
                .send(
                        "beginLogin",
                        new JsonObject().put("email", person.email()).put("password", PASSWORD));
    }

    /** Proves with the password that the session is still its owner's; good where no factor is enrolled. */
    public Person stepUp(Person person) {
        person.browser()
                .send("beginStepUp", new JsonObject().put("action", "manage"))
                .expect(200);
        person.browser()
                .send("answerPassword", new JsonObject().put("password", PASSWORD))
                .expect(200);
        return person;
    }

    /** Proves the mailbox for a first authenticator. */
    public Person stepUpByMail(Person person) {
        person.browser()
                .send("beginStepUp", new JsonObject().put("action", "add-factor"))
                .expect(200);
        person.browser().send("sendMailCode", new JsonObject()).expect(202);
        person.browser()
                .send("answerMailCode", new JsonObject().put("code", mailedCode(person.email())))
                .expect(200);
        return person;
    }

    /** Sets up an authenticator app in a session that may do so. */
    public AuthenticatorApp enrolTotp(Person person) {
        JsonObject begun = person.browser().call("beginTotp").expect(200).json();
        AuthenticatorApp app = new AuthenticatorApp(begun.getString("secret"), services.clock());
        JsonObject confirmation = new JsonObject()
                .put("enrolmentId", begun.getString("enrolmentId"))
                .put("code", app.code());
        JsonObject enrolled =
                person.browser().send("confirmTotp", confirmation).expect(200).json();
        app.keepRecoveryCodes(enrolled.getJsonArray("recoveryCodes"));
        return app;
    }

    /** Gives a person an authenticator app at once, without anybody's doing. */
    public AuthenticatorApp implantTotp(Person person) {
        return new AuthenticatorApp(services.node(0).implantTotp(person.id()), services.clock());
    }

    /** Gives a person a passkey or security key at once, which is in these hands. */
    public void implantKey(Person person, String kind, SoftAuthenticator hands) {
        byte[] handle = ByteBuffer.allocate(16)
                .putLong(person.id().getMostSignificantBits())
                .putLong(person.id().getLeastSignificantBits())
                .array();
        SoftAuthenticator.Implanted key = hands.implant(handle);
        sql(
                "INSERT INTO factor_webauthn (id, account_id, kind, name, credential_id, credential, transports,"
                        + " backup_eligible, sign_count, created_at) VALUES ($1, $2, $3, $3, $4, $5, '{}', false, 0, now())",
                Ids.next(),
                person.id(),
                kind,
                key.id(),
                key.attestedCredentialData());
        sql("UPDATE account_accounts SET factor_kinds = ARRAY[$2] WHERE id = $1", person.id(), kind);
    }

    /** The name of the organisation's domain. */
    public String domainName() {
        return "acme" + number + ".example";
    }

    /** A person with an authenticator app, signed out. */
    public AuthenticatorApp withTotp(Person person) {
        stepUpByMail(signIn(person));
        AuthenticatorApp app = enrolTotp(person);
        person.browser().call("signOut").expect(204);
        return app;
    }

    /** The code in the newest mail to an address. */
    public String mailedCode(String address) {
        Matcher matcher = CODE.matcher(newestMail(address));
        if (!matcher.find()) {
            throw new AssertionError("no code in: " + newestMail(address));
        }
        return matcher.group(1).replace(" ", "");
    }

    /** The secret of the link in the newest mail to an address. */
    public String mailedToken(String address) {
        Matcher matcher = LINK.matcher(newestMail(address));
        if (!matcher.find()) {
            throw new AssertionError("no link in: " + newestMail(address));
        }
        return matcher.group(1);
    }

    public String newestMail(String address) {
        RowSet<Row> rows = sql(
                "SELECT body FROM mail_outgoing WHERE recipient = $1 ORDER BY created_at DESC, id DESC LIMIT 1",
                address);
        if (rows.size() == 0) {
            throw new AssertionError("no mail to " + address);
        }
        return rows.iterator().next().getString("body");
    }

    /** Runs a statement on the database of the server, whose first node knows at once that anything may have changed. */
    public RowSet<Row> sql(String statement, Object... parameters) {
        return AppNode.await(services.node(0).db().query(client -> {
            CHANNELS.forEach(channel -> Db.changed(client, channel));
            return client.preparedQuery(statement).execute(Tuple.from(parameters));
        }));
    }

    private UUID organisation(String name, boolean provider) {
        UUID id = Ids.next();
        sql(
                "INSERT INTO account_organisations (id, name, provider, created_at) VALUES ($1, $2, $3, now())",
                id,
                name,
                provider);
        return id;
    }

    private UUID providerOrganisation() {
        sql(
                "INSERT INTO account_organisations (id, name, provider, created_at) VALUES ($1, 'Provider', true, now())"
                        + " ON CONFLICT DO NOTHING",
                Ids.next());
        return sql("SELECT id FROM account_organisations WHERE provider")
                .iterator()
                .next()
                .getUUID("id");
    }

    private UUID domain(UUID organisation, String name) {
        UUID id = Ids.next();
        sql(
                "INSERT INTO account_domains (id, organisation_id, name, created_at, proved_at) VALUES ($1, $2, $3, now(), now())",
                id,
                organisation,
                name);
        return id;
    }
}
