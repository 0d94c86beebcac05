package dev.gatehouse.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.http.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountCsvTest {

    @Test
    void columnsShouldBeFoundInAnyOrderAndCase() {
        List<ImportLine> rows =
                AccountCsv.read("Roles,ADDRESSES,name\nspam-admin user,b@acme.example  b2@acme.example, Bob \n");

        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.line()).isEqualTo(2);
            assertThat(row.name()).isEqualTo("Bob");
            assertThat(row.addresses()).containsExactly("b@acme.example", "b2@acme.example");
            assertThat(row.roles()).containsExactly("spam-admin", "user");
            assertThat(row.invite()).isEmpty();
            assertThat(row.passwordHash()).isEmpty();
        });
    }

    @Test
    void semicolonsByteOrderMarkAndWindowsLinesShouldBeRead() {
        List<ImportLine> rows =
                AccountCsv.read("\uFEFFname;addresses;password_hash\r\n\"Lee, Ann\";a@acme.example;$2b$10$x\r\n");

        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.name()).isEqualTo("Lee, Ann");
            assertThat(row.passwordHash()).contains("$2b$10$x");
        });
    }

    @Test
    void lineShouldBeWhereTheRowBegins() {
        List<ImportLine> rows = AccountCsv.read("name,addresses\n\"A\nB\nC\",a@acme.example\n\nD,d@acme.example");

        assertThat(rows).extracting(ImportLine::line).containsExactly(2, 6);
    }

    @Test
    void lineShouldBeTheSameWithWindowsLinesAndALastLineWithoutEnd() {
        List<ImportLine> rows = AccountCsv.read("name,addresses\r\n\"A\r\nB\",a@acme.example\r\nD,d@acme.example");

        assertThat(rows).extracting(ImportLine::line).containsExactly(2, 4);
    }

    @Test
    void rowWithTooManyCellsShouldBeRefusedAlone() {
        List<ImportLine> rows = AccountCsv.read("name,addresses\nA,a@acme.example,x\nB\n");

        assertThat(rows.get(0).problem()).isPresent();
        assertThat(rows.get(1).problem()).isEmpty();
        assertThat(rows.get(1).addresses()).isEmpty();
    }

    @Test
    void exportOfRefusedRowsShouldBeTakenBack() {
        assertThat(AccountCsv.read("name,addresses,roles,invite,reason\nA,a@acme.example,,yes,Line 2: x\n"))
                .hasSize(1);
    }

    @Test
    void unknownColumnShouldBeNamed() {
        unreadable("name,addresses,phone\nA,a@acme.example,1\n", "no column “phone”");
    }

    @Test
    void missingAndDoubledColumnsShouldBeNamed() {
        unreadable("name,roles\nA,user\n", "name and addresses are needed");
        unreadable("name,addresses,Name\nA,a@acme.example,B\n", "twice");
    }

    @Test
    void fileWithoutRowsShouldBeRefused() {
        unreadable("", "no rows");
        unreadable("\n\n", "no rows");
        unreadable("name,addresses\n", "no rows");
    }

    @Test
    void unclosedQuotationMarkShouldBeToldWithItsLine() {
        unreadable("name,addresses\n\"A,a@acme.example\n", "quotation mark near line");
        unreadable("name,addresses\n\"A\"x,a@acme.example\n", "quotation mark near line 2");
    }

    @Test
    void tooManyRowsShouldBeRefused() {
        String row = "A,a@acme.example\n";
        assertThat(AccountCsv.read("name,addresses\n" + row.repeat(10_000))).hasSize(10_000);
        unreadable("name,addresses\n" + row.repeat(10_001), "more than 10,000 rows");
    }

    private static void unreadable(String text, String detail) {
        assertThatThrownBy(() -> AccountCsv.read(text)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.type().slug()).isEqualTo("import-unreadable");
            assertThat(problem.detail()).contains(detail);
        });
    }
}
