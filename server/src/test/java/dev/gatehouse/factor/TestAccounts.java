package dev.gatehouse.factor;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.Role;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Origin;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.StepUp;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** People for tests without a database. */
final class TestAccounts {

    static final Instant NOW = Instant.parse("2026-11-24T14:22:31Z");
    static final Origin ORIGIN = new Origin(
            "198.51.100.7", "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "request-1");

    private static final UUID ORGANISATION = UUID.randomUUID();

    private TestAccounts() {}

    static Account bob(String... factorKinds) {
        return account("Bob Example", Set.of(), List.of(address("bob@acme.example", false)), null, factorKinds);
    }

    static Account account(
            String name, Set<Role> roles, List<Account.Address> addresses, @Nullable String recovery, String... kinds) {
        return new Account(
                UUID.randomUUID(),
                ORGANISATION,
                "Acme",
                "active",
                name,
                Account.State.ACTIVE,
                roles,
                addresses,
                Set.of(kinds),
                1,
                recovery,
                recovery == null ? null : NOW.minusSeconds(1),
                NOW.minusSeconds(1000),
                null);
    }

    static Account.Address address(String address, boolean guarded) {
        return new Account.Address(UUID.randomUUID(), UUID.randomUUID(), "acme.example", address, guarded);
    }

    static Caller inSession(Account account, StepUp.Action... actions) {
        StepUp stepUp = actions.length == 0 ? null : new StepUp(Set.of(actions), NOW.plusSeconds(60));
        return new Caller(
                account.id(),
                account.name(),
                account.organisationId(),
                Role.permissions(account.roles()),
                UUID.randomUUID(),
                null,
                stepUp,
                ORIGIN);
    }

    static Caller inSignIn(Account account) {
        return new Caller(
                account.id(),
                account.name(),
                account.organisationId(),
                Set.of(Permission.ENROL),
                null,
                UUID.randomUUID(),
                null,
                ORIGIN);
    }
}
