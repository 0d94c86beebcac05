package dev.gatehouse.account;

import static dev.gatehouse.account.People.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.db.Page;
import dev.gatehouse.db.Rows;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.StepUp;
import dev.gatehouse.testing.Text;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountIT {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static People people;
    private static Organisation provider;

    private Organisation acme;
    private String domain;
    private Account alice;
    private Account bob;
    private Caller admin;

    @BeforeAll
    static void start() {
        people = new People();
        provider = people.organisations
                .createProvider(people.system, "Provider", "provider.example")
                .await();
    }

    @AfterAll
    static void stop() {
        people.close();
    }

    @BeforeEach
    void organisation() {
        domain = "acme" + COUNT.incrementAndGet() + ".example";
        acme = people.organisation(domain);
        alice = people.person(acme, "alice@" + domain, Role.ORGANISATION_ADMIN);
        bob = people.person(acme, "bob@" + domain);
        admin = as(alice, Role.ORGANISATION_ADMIN);
        people.credentials.calls.clear();
    }

    private Caller as(Account account, Role... roles) {
        return Callers.with(
                account.id(), account.organisationId(), new StepUp(Set.of(StepUp.Action.values()), Instant.MAX), roles);
    }

    private static AccountChange roles(Role... roles) {
        return new AccountChange(Optional.empty(), Optional.of(Set.of(roles)), Optional.empty());
    }

    private static AccountChange suspended(boolean suspended) {
        return new AccountChange(Optional.empty(), Optional.empty(), Optional.of(suspended));
    }

    @Test
    void createShouldStoreOneFormAndInvite() {
        Account account = people.accounts
                .create(
                        admin,
                        acme.id(),
                        " Zoë  Baker ",
                        List.of("ZOE@" + domain, "z@" + domain),
                        Set.of(Role.SPAM_ADMIN),
                        true)
                .await();

        assertThat(account.name()).isEqualTo("Zoë Baker");
        assertThat(account.state()).isEqualTo(Account.State.INVITED);
        assertThat(account.roles()).containsExactly(Role.SPAM_ADMIN);
        assertThat(account.addresses())
                .extracting(Account.Address::address)
                .containsExactly("zoe@" + domain, "z@" + domain);
        assertThat(people.credentials.calls).containsExactly("invite zoe@" + domain);
        assertThat(people.findByAddress("Zoe@" + domain.toUpperCase(java.util.Locale.ROOT)))
                .map(Account::id)
                .contains(account.id());
        assertThat(people.actions(acme.id())).last().isEqualTo("account.create");
    }

    @Test
    void createShouldRefuseWhatItMustNotTake() {
        problem(() -> create("Ann", "ann@other.example")).isEqualTo("foreign-domain");
        problem(() -> create("Ann", "bob@" + domain)).isEqualTo("address-taken");
        problem(() -> create("Ann", "no address")).isEqualTo("invalid-request");
        problem(() -> create("a\nb", "ann@" + domain)).isEqualTo("invalid-request");
        problem(() -> people.accounts.create(
                        admin, acme.id(), "Ann", List.of("ann@" + domain), Set.of(Role.PROVIDER_ADMIN), false))
                .isEqualTo("role-not-grantable");
        assertThat(people.actions(acme.id())).last().isEqualTo("account.create refused");
        problem(() -> create("Unreachable", true, "ann@" + domain)).isEqualTo("not-invited");
        assertThat(people.findByAddress("ann@" + domain)).isEmpty();
    }

    @Test
    void twoCreationsOfOneAddressShouldLeaveOneAccount() {
        List<Future<Account>> both = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            both.add(create("Race " + i, "race@" + domain));
        }
        Future.join(both).otherwiseEmpty().await();

        assertThat(both.stream().filter(Future::succeeded)).hasSize(1);
        assertThat(total(AccountFilter.all())).isEqualTo(3);
    }

    @Test
    void eveShouldFindNothing() {
        Organisation evil = people.organisation("evil" + COUNT.incrementAndGet() + ".example");
        Account eve = people.person(evil, "eve@" + evil.domains().getFirst(), Role.ORGANISATION_ADMIN);
        Caller caller = as(eve, Role.ORGANISATION_ADMIN);

        problem(() -> people.accounts.get(caller, acme.id(), bob.id())).isEqualTo("not-found");
        problem(() -> people.accounts.get(caller, evil.id(), bob.id())).isEqualTo("not-found");
        problem(() -> people.accounts.update(caller, evil.id(), bob.id(), suspended(true)))
                .isEqualTo("not-found");
        problem(() -> people.accounts.delete(caller, evil.id(), bob.id())).isEqualTo("not-found");
        problem(() -> people.accounts.invite(caller, evil.id(), bob.id())).isEqualTo("not-found");
        problem(() -> people.addresses.add(
                        caller, evil.id(), bob.id(), "x@" + evil.domains().getFirst()))
                .isEqualTo("not-found");
        problem(() -> people.accounts.create(caller, evil.id(), "Eve", List.of("bob@" + domain), Set.of(), false))
                .isEqualTo("foreign-domain");
        assertThat(people.accounts
                        .list(
                                caller,
                                evil.id(),
                                new AccountFilter(
                                        List.of("bob"),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()),
                                Page.Wanted.upTo(50))
                        .await()
                        .total()
                        .orElseThrow())
                .isZero();
    }

    @Test
    void unknownOrganisationShouldBeNotFoundForTheProviderToo() {
        Caller god = Callers.with(provider.id(), Role.PROVIDER_ADMIN);

        problem(() -> people.accounts.list(god, UUID.randomUUID(), AccountFilter.all(), Page.Wanted.upTo(5)))
                .isEqualTo("not-found");
        problem(() -> people.domains.list(god, UUID.randomUUID())).isEqualTo("not-found");
    }

    @Test
    void listShouldPageByNameSearchAndFilter() {
        for (String name : List.of("Ann", "anna", "Ärne", "Zed", "50%_off")) {
            create(name, "n" + COUNT.incrementAndGet() + "@" + domain).await();
        }
        List<String> names = new ArrayList<>();
        Page.Wanted wanted = new Page.Wanted(2, Optional.empty());
        while (true) {
            Page<Account> page = people.accounts
                    .list(admin, acme.id(), AccountFilter.all(), wanted)
                    .await()
                    .page();
            page.items().forEach(account -> names.add(account.name()));
            if (page.next().isEmpty()) {
                break;
            }
            wanted = new Page.Wanted(2, page.next());
        }

        assertThat(names).hasSize(7).doesNotHaveDuplicates().startsWith("50%_off", "alice", "Ann", "anna", "bob");
        assertThat(total(search("ANN"))).isEqualTo(2);
        assertThat(total(search("50%_"))).isEqualTo(1);
        assertThat(total(search("%"))).isEqualTo(1);
        assertThat(total(search("alice@" + domain))).isEqualTo(1);
        assertThat(total(search("ali ce"))).isEqualTo(1);
        assertThat(total(new AccountFilter(
                        List.of(), Optional.of("invited"), Optional.empty(), Optional.of(false), Optional.empty())))
                .isEqualTo(5);
        assertThat(total(new AccountFilter(
                        List.of(),
                        Optional.empty(),
                        Optional.of(Role.ORGANISATION_ADMIN),
                        Optional.empty(),
                        Optional.empty())))
                .isEqualTo(1);
        assertThat(total(new AccountFilter(
                        List.of(), Optional.empty(), Optional.empty(), Optional.of(true), Optional.empty())))
                .isZero();
        assertThat(total(new AccountFilter(
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(bob.addresses().getFirst().domainId()))))
                .isEqualTo(7);
        String csv = Text.of(
                people.accounts.export(admin, acme.id(), search("alice")).await());
        assertThat(csv).contains("alice,alice@" + domain + ",organisation-admin,active,,,");
        assertThat(csv.lines()).hasSize(2);
    }

    @Test
    void rolesAndSuspensionShouldNeedAFreshProof() {
        Caller stale = Callers.withoutStepUp(acme.id(), Role.ORGANISATION_ADMIN);

        problem(() -> people.accounts.update(stale, acme.id(), bob.id(), roles(Role.SPAM_ADMIN)))
                .isEqualTo("step-up-required");
        problem(() -> people.accounts.update(stale, acme.id(), bob.id(), suspended(true)))
                .isEqualTo("step-up-required");
        problem(() -> people.accounts.delete(stale, acme.id(), bob.id())).isEqualTo("step-up-required");
        Account renamed = people.accounts
                .update(
                        stale,
                        acme.id(),
                        bob.id(),
                        new AccountChange(Optional.of("Rob"), Optional.empty(), Optional.empty()))
                .await();
        assertThat(renamed.name()).isEqualTo("Rob");
    }

    @Test
    void suspendingShouldEndSessionsAndBeTakenBack() {
        Account suspended = people.accounts
                .update(admin, acme.id(), bob.id(), suspended(true))
                .await();
        assertThat(suspended.state()).isEqualTo(Account.State.SUSPENDED);
        assertThat(people.credentials.calls).containsExactly("suspended " + bob.id());

        assertThat(people.accounts
                        .update(admin, acme.id(), bob.id(), suspended(false))
                        .await()
                        .state())
                .isEqualTo(Account.State.ACTIVE);
    }

    @Test
    void somebodyWhoNeverAcceptedShouldGoBackToInvited() {
        Account ann = create("Ann", "ann@" + domain).await();
        problem(() -> people.accounts.update(admin, acme.id(), ann.id(), suspended(false)))
                .isEqualTo("invitation-open");
        people.accounts.update(admin, acme.id(), ann.id(), suspended(true)).await();
        problem(() -> people.accounts.invite(admin, acme.id(), ann.id())).isEqualTo("not-invited");

        assertThat(people.accounts
                        .update(admin, acme.id(), ann.id(), suspended(false))
                        .await()
                        .state())
                .isEqualTo(Account.State.INVITED);
        people.accounts.invite(admin, acme.id(), ann.id()).await();
        problem(() -> people.accounts.invite(admin, acme.id(), bob.id())).isEqualTo("not-invited");
    }

    @Test
    void lastAdministratorShouldStay() {
        Caller god = Callers.with(provider.id(), Role.PROVIDER_ADMIN);

        problem(() -> people.accounts.update(admin, acme.id(), alice.id(), roles(Role.USER)))
                .isEqualTo("last-administrator");
        problem(() -> people.accounts.update(god, acme.id(), alice.id(), suspended(true)))
                .isEqualTo("last-administrator");
        problem(() -> people.accounts.delete(god, acme.id(), alice.id())).isEqualTo("last-administrator");
        people.accounts
                .update(admin, acme.id(), bob.id(), roles(Role.ORGANISATION_ADMIN))
                .await();
        assertThat(people.accounts
                        .update(admin, acme.id(), alice.id(), roles(Role.USER))
                        .await()
                        .roles())
                .containsExactly(Role.USER);
    }

    @Test
    void twoAdministratorsShouldNotRemoveEachOther() {
        people.accounts
                .update(admin, acme.id(), bob.id(), roles(Role.ORGANISATION_ADMIN))
                .await();
        Caller second = as(bob, Role.ORGANISATION_ADMIN);

        List<Future<?>> both = List.of(
                people.accounts.update(admin, acme.id(), bob.id(), suspended(true)),
                people.accounts.update(second, acme.id(), alice.id(), suspended(true)));
        Future.join(both).otherwiseEmpty().await();

        assertThat(both.stream().filter(Future::succeeded)).hasSize(1);
    }

    @Test
    void nobodyShouldSuspendOrDeleteThemselves() {
        people.accounts
                .update(admin, acme.id(), bob.id(), roles(Role.ORGANISATION_ADMIN))
                .await();

        problem(() -> people.accounts.update(admin, acme.id(), alice.id(), suspended(true)))
                .isEqualTo("not-yourself");
        problem(() -> people.accounts.delete(admin, acme.id(), alice.id())).isEqualTo("not-yourself");
    }

    @Test
    void organisationAdminOfTheProviderShouldNotTouchProviderAdmins() {
        Account chief =
                people.person(provider, "chief" + COUNT.incrementAndGet() + "@provider.example", Role.PROVIDER_ADMIN);
        Account clerk = people.person(
                provider, "clerk" + COUNT.incrementAndGet() + "@provider.example", Role.ORGANISATION_ADMIN);
        Caller caller = as(clerk, Role.ORGANISATION_ADMIN);

        problem(() -> people.accounts.update(caller, provider.id(), chief.id(), suspended(true)))
                .isEqualTo("forbidden");
        problem(() -> people.accounts.delete(caller, provider.id(), chief.id())).isEqualTo("forbidden");
        problem(() -> people.addresses.add(caller, provider.id(), chief.id(), "x@provider.example"))
                .isEqualTo("forbidden");
        problem(() -> people.accounts.update(caller, provider.id(), clerk.id(), roles(Role.PROVIDER_ADMIN)))
                .isEqualTo("role-not-grantable");
        assertThat(people.actions(provider.id())).contains("account.update refused", "account.delete refused");
    }

    @Test
    void addressesShouldComeAndGoAndThePersonBeTold() {
        Account two = people.addresses
                .add(admin, acme.id(), bob.id(), "Bobby@" + domain)
                .await();
        assertThat(two.addresses())
                .extracting(Account.Address::address)
                .containsExactly("bob@" + domain, "bobby@" + domain);
        assertThat(two.credentialVersion()).isEqualTo(bob.credentialVersion() + 1);
        problem(() -> people.addresses.add(admin, acme.id(), bob.id(), "alice@" + domain))
                .isEqualTo("address-taken");
        problem(() -> people.addresses.add(admin, acme.id(), bob.id(), "x@other.example"))
                .isEqualTo("foreign-domain");
        problem(() -> people.addresses.remove(
                        admin, acme.id(), bob.id(), alice.addresses().getFirst().id()))
                .isEqualTo("not-found");

        Account one = people.addresses
                .remove(admin, acme.id(), bob.id(), two.addresses().get(1).id())
                .await();
        assertThat(one.addresses()).hasSize(1);
        problem(() -> people.addresses.remove(
                        admin, acme.id(), bob.id(), one.addresses().getFirst().id()))
                .isEqualTo("last-address");
        List<String> told = new ArrayList<>();
        people.database
                .sql("SELECT recipient FROM mail_outgoing ORDER BY created_at, id")
                .forEach(row -> told.add(row.getString("recipient")));
        assertThat(told).containsSubsequence("bob@" + domain, "bob@" + domain, "bobby@" + domain);
    }

    @Test
    void deletedAccountShouldFreeItsAddress() {
        people.accounts.delete(admin, acme.id(), bob.id()).await();

        problem(() -> people.accounts.get(admin, acme.id(), bob.id())).isEqualTo("not-found");
        assertThat(create("Bob", "bob@" + domain).await().label()).isEqualTo("bob@" + domain);
        assertThat(people.audit.verifyAll(progress -> {}).await()).allMatch(dev.gatehouse.audit.Verdict::intact);
    }

    @Test
    void domainsShouldBeUniqueInstallationWideAndStayWhileUsed() {
        problem(() -> people.domains.create(admin, acme.id(), "PROVIDER.example", "external"))
                .isEqualTo("domain-taken");
        problem(() -> people.domains.create(admin, acme.id(), "not a domain", "external"))
                .isEqualTo("invalid-request");
        Domain second = people.domains
                .create(people.system, acme.id(), "Second-" + domain, "gatehouse")
                .await();
        people.addresses.add(admin, acme.id(), bob.id(), "bob@second-" + domain).await();
        assertThat(people.find(bob.id()).addresses())
                .extracting(Account.Address::guarded)
                .containsExactly(false, true);
        assertThat(people.domains
                        .update(admin, acme.id(), second.id(), "external")
                        .await()
                        .mailbox())
                .isEqualTo("external");
        assertThat(people.domains.list(admin, acme.id()).await())
                .extracting(Domain::name, Domain::addresses)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(domain, 2L),
                        org.assertj.core.api.Assertions.tuple("second-" + domain, 1L));

        problem(() -> people.domains.delete(admin, acme.id(), second.id())).isEqualTo("domain-in-use");
        Account now = people.accounts.get(admin, acme.id(), bob.id()).await();
        people.addresses
                .remove(admin, acme.id(), bob.id(), now.addresses().get(1).id())
                .await();
        people.domains.delete(admin, acme.id(), second.id()).await();
        problem(() -> people.domains.delete(admin, acme.id(), second.id())).isEqualTo("not-found");
    }

    @Test
    void suspendedOrganisationShouldLoseItsSessions() {
        Caller god = Callers.with(provider.id(), Role.PROVIDER_ADMIN);

        Organisation suspended = people.organisations
                .update(god, acme.id(), Optional.empty(), Optional.of(true))
                .await();

        assertThat(suspended.state()).isEqualTo("suspended");
        assertThat(people.credentials.calls)
                .containsExactlyInAnyOrder(
                        "organisation-suspended " + alice.id(), "organisation-suspended " + bob.id());
        assertThat(people.find(bob.id()).admitted()).isFalse();
        problem(() -> people.organisations.update(god, provider.id(), Optional.empty(), Optional.of(true)))
                .isEqualTo("provider-stays");
        problem(() -> people.organisations.update(admin, acme.id(), Optional.of("X"), Optional.empty()))
                .isEqualTo("forbidden");
        problem(() -> people.organisations.createProvider(people.system, "Another", "another.example"))
                .isEqualTo("conflict");
        problem(() -> people.organisations.create(god, "Another", domain)).isEqualTo("domain-taken");
        assertThat(people.organisations
                        .list(god, Optional.of(domain), Page.Wanted.upTo(5))
                        .await()
                        .items())
                .singleElement()
                .satisfies(found -> assertThat(found.accounts()).isEqualTo(2));
        assertThat(Text.of(people.organisations.export(god, Optional.of(domain)).await()))
                .contains(domain + ",no,suspended,2,");
    }

    @Test
    void directoryShouldFindAdministrators() {
        assertThat(people.db
                        .query(client -> people.directory.administrators(client, acme.id()))
                        .await())
                .containsExactly("alice@" + domain);
        Organisation empty = people.organisation("empty" + COUNT.incrementAndGet() + ".example");
        people.person(provider, "chief" + COUNT.incrementAndGet() + "@provider.example", Role.PROVIDER_ADMIN);
        assertThat(people.db
                        .query(client -> people.directory.administrators(client, empty.id()))
                        .await())
                .isNotEmpty()
                .allMatch(address -> address.endsWith("@provider.example"));
        people.db
                .transaction(tx -> people.directory
                        .lock(tx, bob.id())
                        .compose(locked -> people.directory.factorsChanged(tx, bob.id(), Set.of("totp", "passkey")))
                        .compose(done -> people.directory.signedIn(tx, bob.id(), Instant.now()))
                        .compose(
                                done -> people.directory.setRecoveryAddress(tx, bob.id(), "b@x.example", Instant.now()))
                        .compose(done -> people.directory.credentialsChanged(tx, bob.id())))
                .await();
        Account now = people.db
                .query(client -> people.directory.require(client, acme.id(), bob.id()))
                .await();
        assertThat(now.factorKinds()).containsExactlyInAnyOrder("totp", "passkey");
        assertThat(now.credentialVersion()).isEqualTo(4);
        assertThat(now.recoveryAddress()).isEqualTo("b@x.example");
        assertThat(now.lastSignInAt()).isNotNull();
        assertThat(people.findByAddress("no address")).isEmpty();
    }

    private Future<Account> create(String name, String address) {
        return create(name, false, address);
    }

    private Future<Account> create(String name, boolean invite, String address) {
        return people.accounts.create(admin, acme.id(), name, List.of(address), Set.of(), invite);
    }

    private static AccountFilter search(String text) {
        return new AccountFilter(
                AccountFilter.words(Optional.of(text)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private long total(AccountFilter filter) {
        return people.accounts
                .list(admin, acme.id(), filter, Page.Wanted.upTo(50))
                .await()
                .total()
                .orElseThrow();
    }

    @Test
    void searchShouldFindPartsOfNamesAndAddressesAndBeCountedOnce() {
        people.person(acme, "maria@" + domain);
        people.person(acme, "marius@" + domain);

        assertThat(total(search("ARI"))).isEqualTo(2);
        assertThat(total(search("ari marius"))).isEqualTo(1);
        assertThat(total(search("ma"))).isEqualTo(2);
        assertThat(total(search("%ar"))).isZero();
        AccountService.Listing first = people.accounts
                .list(admin, acme.id(), search("ari"), Page.Wanted.upTo(1))
                .await();
        AccountService.Listing second = people.accounts
                .list(
                        admin,
                        acme.id(),
                        search("ari"),
                        new Page.Wanted(1, first.page().next()))
                .await();
        assertThat(first.total()).contains(2L);
        assertThat(second.page().items()).hasSize(1);
        assertThat(second.total()).isEmpty();
    }

    @Test
    void administratorsAndSearchesShouldBeFoundByAnIndex() {
        assertThat(plan("SELECT id FROM account_accounts WHERE organisation_id = gen_random_uuid() AND "
                        + AccountStore.ADMINISTRATOR))
                .contains("account_accounts_administrators");
        assertThat(plan("SELECT account_id FROM account_addresses WHERE address ILIKE '%maria%'"))
                .contains("account_addresses_search");
        assertThat(plan("SELECT id FROM account_accounts WHERE name ILIKE '%maria%'"))
                .contains("account_accounts_search");
    }

    /** With so few rows a table would be read as a whole, if that were allowed. */
    private static String plan(String statement) {
        return people.db
                .transaction(tx -> tx.query("SET LOCAL enable_seqscan = off")
                        .execute()
                        .compose(off -> tx.query("EXPLAIN " + statement).execute()))
                .map(rows -> String.join("\n", Rows.list(rows, row -> row.getString(0))))
                .await();
    }
}
