package dev.gatehouse.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.http.Caller;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportCheckTest {

    private static final String HEADER = "name,addresses,roles,invite,password_hash\n";

    private final Caller administrator = Callers.with(UUID.randomUUID(), Role.ORGANISATION_ADMIN);

    @Test
    void goodRowShouldBeStoredInItsOneForm() {
        ImportRow row = check("Bob  Baker,BOB@acme.example bob@ACME.example,user spam-admin,,")
                .getFirst();

        assertThat(row)
                .isEqualTo(new ImportRow(
                        2,
                        "Bob Baker",
                        List.of("bob@acme.example"),
                        List.of("spam-admin"),
                        true,
                        false,
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void rowWithAHashShouldNotBeInvited() {
        ImportRow row = check("Bob,bob@acme.example,,,$2b$10$good").getFirst();

        assertThat(row.problem()).isEmpty();
        assertThat(row.invite()).isFalse();
        assertThat(row.hasPassword()).isTrue();
        assertThat(row.passwordHash()).contains("$2b$10$good");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\0',
            delimiter = '|',
            value = {
                ",bob@acme.example,,, | name is missing",
                "Bob,,,, | no address",
                "Bob,bob,,, | “bob” is not an e-mail address",
                "Bob,bob@other.example,,, | other.example is not in one of",
                "Bob,bob@acme.example,boss,, | “boss” is not a role",
                "Bob,bob@acme.example,provider-admin,, | cannot give the role provider-admin",
                "Bob,bob@acme.example,,maybe, | neither yes nor no",
                "Bob,bob@acme.example,,,bad | This hash is bad.",
                "Bob,bob@acme.example,,yes,$2b$10$good | is not invited",
                "Bob,bob@acme.example,,,,x | more cells"
            })
    void wrongRowShouldSayWhyAndForgetTheHash(String row, String reason) {
        ImportRow refused = check(row).getFirst();

        assertThat(refused.problem())
                .hasValueSatisfying(text -> assertThat(text).contains(reason));
        assertThat(refused.passwordHash()).isEmpty();
    }

    @Test
    void addressThatStoodBeforeShouldBeRefusedWithItsLine() {
        List<ImportRow> rows = check("Bob,bob@acme.example,,,\nRob,rob@acme.example BOB@acme.example,,,");

        assertThat(rows.get(0).problem()).isEmpty();
        assertThat(rows.get(1).problem()).contains("bob@acme.example stands in line 2 already.");
    }

    @Test
    void providerAdminShouldBeGivenByTheProviderToItsOwnPeople() {
        Caller provider = Callers.with(UUID.randomUUID(), Role.PROVIDER_ADMIN);
        List<ImportLine> lines = AccountCsv.read(HEADER + "Bob,bob@acme.example,provider-admin,,");

        assertThat(checkOf(provider, true).check(lines).getFirst().problem()).isEmpty();
        assertThat(checkOf(provider, false).check(lines).getFirst().problem()).isPresent();
    }

    private List<ImportRow> check(String rows) {
        return checkOf(administrator, false).check(AccountCsv.read(HEADER + rows));
    }

    private static ImportCheck checkOf(Caller caller, boolean providersOwn) {
        return new ImportCheck(
                caller,
                providersOwn,
                new OwnDomains(Set.of("acme.example"), Set.of("claimed.example")),
                hash -> hash.equals("bad") ? Optional.of("This hash is bad.") : Optional.empty());
    }
}
