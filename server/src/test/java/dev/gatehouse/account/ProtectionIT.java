package dev.gatehouse.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.gatehouse.account.ProtectionDirectory.Group;
import dev.gatehouse.account.ProtectionDirectory.Person;
import dev.gatehouse.account.ProtectionDirectory.Wanted;
import dev.gatehouse.db.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProtectionIT {

    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    private static int count;
    private static People people;

    private final ProtectionDirectory protection = new ProtectionDirectory();
    private Organisation acme;
    private UUID open;
    private UUID guarded;
    private String openName;
    private String guardedName;

    @BeforeAll
    static void start() {
        people = new People();
        people.organisations
                .createProvider(people.system, "Provider", "provider.example")
                .await();
    }

    @AfterAll
    static void stop() {
        people.close();
    }

    @BeforeEach
    void organisation() {
        openName = "open" + ++count + ".example";
        guardedName = "guarded" + count + ".example";
        acme = people.organisation(openName);
        guarded = people.domains
                .create(people.system, acme.id(), guardedName, "gatehouse")
                .await()
                .id();
        open = people.person(acme, "mail@" + openName).addresses().getFirst().domainId();
        people.person(acme, "guard@" + guardedName);
        factor(people.person(acme, "key@" + guardedName));
    }

    @Test
    void peopleShouldBeGroupedByWhatTheyHave() {
        people.person(acme, "another@" + openName);

        assertThat(groups(Optional.empty()))
                .extracting(Group::domains, Group::kinds, Group::people, Group::unreachable)
                .containsExactlyInAnyOrder(
                        tuple(List.of(open), Set.of(), 2, 0),
                        tuple(List.of(guarded), Set.of(), 1, 1),
                        tuple(List.of(guarded), Set.of("totp"), 1, 1));
        assertThat(groups(Optional.of(open)))
                .singleElement()
                .extracting(Group::people)
                .isEqualTo(2);
    }

    @Test
    void recoveryAddressShouldReachAPersonOnceItHasCooledDown() {
        recovery(people.person(acme, "cooling@" + guardedName), NOW.plus(Duration.ofDays(1)));
        recovery(people.person(acme, "cooled@" + guardedName), NOW);

        assertThat(groups(Optional.empty()).stream()
                        .mapToInt(Group::unreachable)
                        .sum())
                .isEqualTo(3);
        assertThat(names(true, Optional.empty(), 50)).containsExactly("cooling", "guard");
    }

    @Test
    void addressThatCameLaterShouldReachAPersonOnceItHasWaited() {
        Account late = people.person(acme, "late@" + guardedName);
        people.addresses
                .add(people.system, acme.id(), late.id(), "late@" + openName)
                .await();
        assertThat(names(true, Optional.empty(), 50)).contains("late");

        people.database.sql(
                "UPDATE account_addresses SET usable_from = $1 WHERE address = $2",
                NOW.atOffset(ZoneOffset.UTC),
                "late@" + openName);

        assertThat(names(true, Optional.empty(), 50)).doesNotContain("late");
        assertThat(groups(Optional.of(open)).stream()
                        .mapToInt(Group::unreachable)
                        .sum())
                .isZero();
    }

    @Test
    void listsShouldBePagedByName() {
        people.person(acme, "anna@" + openName);

        assertThat(names(false, Optional.empty(), 1)).containsExactly("anna", "guard", "mail");
        assertThat(names(false, Optional.of(guarded), 1)).containsExactly("guard");
    }

    @Test
    void orderOfDomainsShouldMakeAGroupOfItsOwn() {
        Account both = people.person(acme, "both@" + openName);
        people.addresses
                .add(people.system, acme.id(), both.id(), "both@" + guardedName)
                .await();

        assertThat(groups(Optional.empty()))
                .extracting(Group::domains)
                .contains(List.of(open, guarded))
                .doesNotContain(List.of(guarded, open));
    }

    private List<Group> groups(Optional<UUID> domain) {
        return people.db
                .query(client -> protection.groups(client, acme.id(), domain, NOW))
                .await();
    }

    /** Those without an authenticator: all pages of that size. */
    private List<String> names(boolean unreachable, Optional<UUID> domain, int size) {
        List<String> without = groups(domain).stream()
                .filter(group -> group.kinds().isEmpty())
                .map(Group::protection)
                .toList();
        Wanted wanted = new Wanted(without, domain, unreachable, NOW);
        List<String> names = new ArrayList<>();
        Optional<List<String>> after = Optional.empty();
        do {
            Page.Wanted part = new Page.Wanted(size, after);
            Page<Person> page = people.db
                    .query(client -> protection.people(client, acme.id(), wanted, part))
                    .await();
            page.items().forEach(person -> names.add(person.name()));
            after = page.next();
        } while (after.isPresent());
        return names;
    }

    private void factor(Account account) {
        people.db
                .transaction(tx -> people.directory.factorsChanged(tx, account.id(), Set.of("totp")))
                .await();
    }

    private void recovery(Account account, Instant usableFrom) {
        people.db
                .transaction(tx -> people.directory.setRecoveryAddress(tx, account.id(), "a@b.example", usableFrom))
                .await();
    }
}
