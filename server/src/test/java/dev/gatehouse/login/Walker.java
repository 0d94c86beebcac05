package dev.gatehouse.login;

import dev.gatehouse.crypto.Codes;
import dev.gatehouse.crypto.Token;
import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.factor.RecoveryCodes;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.AuthenticatorApp;
import dev.gatehouse.testing.SoftAuthenticator;
import dev.gatehouse.testing.World;
import dev.gatehouse.testing.World.Person;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One browser on its way through the sign-in of a fresh account. */
final class Walker {

    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final String ORIGIN = "http://localhost:8080";

    /** Whose account it is. */
    enum Kind {
        NOBODY,
        TOTP,
        PASSKEY,
        SECURITY_KEY,
        OLD_PASSWORD,
        ATTACKED,
        INVITED,
        /** Under a policy by which the factors that the identity provider has seen count. */
        COUNTED;

        boolean enrolled() {
            return this == TOTP || this == PASSKEY || this == SECURITY_KEY;
        }
    }

    private final World world;
    private final Kind kind;
    private final Upstream upstream;
    private final Person person;
    private final SoftAuthenticator keys = new SoftAuthenticator(ORIGIN);
    private final List<RecoveryCodes.RecoveryCode> recoveryCodes = new RecoveryCodes(new Codes()).issue();
    private final Token invitation = new Tokens().next();
    private @Nullable AuthenticatorApp app;
    private boolean accepted;
    private String password = World.PASSWORD;

    Walker(World world, Kind kind, Upstream upstream) {
        this.world = world;
        this.upstream = upstream;
        this.kind = kind;
        Person account = world.person(
                world.organisation, world.domain, "walker" + NEXT.incrementAndGet() + "@" + world.domainName(), "user");
        this.person = new Person(account.id(), account.organisation(), account.email(), world.elsewhere());
        switch (kind) {
            case NOBODY, COUNTED -> {}
            case TOTP -> {
                app = world.implantTotp(person);
                recoveryCodes.forEach(code -> world.sql(
                        "INSERT INTO factor_recovery_codes (account_id, hash, created_at) VALUES ($1, $2, $3)",
                        person.id(),
                        Buffer.buffer(code.sha256()),
                        now()));
            }
            case PASSKEY -> world.implantKey(person, "passkey", keys);
            case SECURITY_KEY -> world.implantKey(person, "security-key", keys);
            case OLD_PASSWORD ->
                world.sql(
                        "UPDATE login_passwords SET changed_at = $2::timestamptz - interval '90 days' WHERE account_id = $1",
                        person.id(),
                        now());
            case ATTACKED ->
                world.sql(
                        "INSERT INTO login_budgets (key, level, updated_at, open_at) VALUES ($1, 1000, $2, '-infinity')",
                        Budget.account(person.id()).key(),
                        now());
            case INVITED -> invite();
        }
        upstream.implant(world, person);
    }

    private void invite() {
        world.sql("DELETE FROM login_passwords WHERE account_id = $1", person.id());
        world.sql("UPDATE account_accounts SET state = 'invited' WHERE id = $1", person.id());
        world.sql(
                "INSERT INTO login_links (token_hash, purpose, account_id, credential_version, created_at, expires_at)"
                        + " SELECT $2, 'invitation', id, credential_version, $3, $3::timestamptz + interval '7 days'"
                        + " FROM account_accounts WHERE id = $1",
                person.id(),
                Buffer.buffer(invitation.sha256()),
                now());
    }

    /** As the server sees it: tests before this one may have put its clock forward. */
    private OffsetDateTime now() {
        return world.services().clock().instant().atOffset(ZoneOffset.UTC);
    }

    Upstream upstream() {
        return upstream;
    }

    World world() {
        return world;
    }

    Kind kind() {
        return kind;
    }

    Person person() {
        return person;
    }

    ApiClient browser() {
        return person.browser();
    }

    Answer send(String operation, JsonObject body) {
        return browser().send(operation, body);
    }

    SoftAuthenticator keys() {
        return keys;
    }

    String invitation() {
        return invitation.secret();
    }

    String password() {
        return password;
    }

    void password(String changed) {
        this.password = changed;
    }

    void accepted() {
        this.accepted = true;
    }

    /** Nobody sends mail to somebody who has not answered the invitation. */
    boolean mayGetLinks() {
        return kind != Kind.INVITED || accepted;
    }

    Optional<AuthenticatorApp> app() {
        return Optional.ofNullable(app);
    }

    String recoveryCode() {
        return recoveryCodes.getFirst().text();
    }

    boolean hasFactor() {
        return world.sql("SELECT 1 FROM account_accounts WHERE id = $1 AND cardinality(factor_kinds) > 0", person.id())
                        .size()
                > 0;
    }

    boolean passwordIsOld() {
        return world.sql(
                                "SELECT 1 FROM login_passwords WHERE account_id = $1 AND changed_at < $2::timestamptz - interval '30 days'",
                                person.id(),
                                now())
                        .size()
                > 0;
    }
}
