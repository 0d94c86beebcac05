package dev.gatehouse.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @CsvSource({
        "bob@acme.example, bob@acme.example",
        "' Bob.Baker+News@ACME.Example ', bob.baker+news@acme.example",
        "o'hara@acme.example, o'hara@acme.example",
        "bob@BÜCHER.example, bob@bücher.example",
        "bob@xn--bcher-kva.example, bob@bücher.example",
        "bob@bücher.example, bob@bücher.example",
        "bob@bu\u0308cher.example, bob@bücher.example",
        "bob@acme。example, bob@acme.example"
    })
    void sameMailboxShouldHaveOneForm(String written, String stored) {
        assertThat(EmailAddress.parse(written)).map(EmailAddress::toString).contains(stored);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bob",
                "@acme.example",
                "bob@",
                "bob@acme",
                "bob@localhost",
                "bob@@acme.example",
                "a@b@acme.example",
                "bob baker@acme.example",
                "bob@acme .example",
                ".bob@acme.example",
                "bob.@acme.example",
                "b..b@acme.example",
                "\"bob\"@acme.example",
                "bob(x)@acme.example",
                "bob@[192.0.2.1]",
                "bob@192.0.2.1",
                "bob@-acme.example",
                "bob@acme-.example",
                "bob@ac_me.example",
                "bob@acme.example.",
                "bob@acme..example",
                "bob@acme.example\r\nBcc: eve@evil.example",
                "bob\u0000@acme.example",
                "bоb@acme.example",
                "bob@straße.example",
                "Bob <bob@acme.example>"
            })
    void whatIsNoPlainAddressShouldBeRefused(String written) {
        assertThat(EmailAddress.parse(written)).isEmpty();
    }

    @Test
    void limitsOfRfc5321ShouldHold() {
        String label = "d".repeat(61) + ".";
        assertThat(EmailAddress.parse("l".repeat(64) + "@acme.example")).isPresent();
        assertThat(EmailAddress.parse("l".repeat(65) + "@acme.example")).isEmpty();
        assertThat(EmailAddress.parse("l".repeat(64) + "@" + label.repeat(3) + "abcd"))
                .isEmpty();
        assertThat(EmailAddress.parse("l".repeat(63) + "@" + label.repeat(3) + "abcd"))
                .isPresent();
        assertThat(EmailAddress.parse("bob@" + "d".repeat(64) + ".example")).isEmpty();
    }

    @Test
    void parsingTwiceShouldChangeNothing() {
        for (String written :
                new String[] {"Bob@Bücher.Example", "bob@xn--strae-oqa.example", "bob@xn--zzzz.example"}) {
            EmailAddress.parse(written).ifPresent(once -> assertThat(EmailAddress.parse(once.toString()))
                    .contains(once));
        }
    }
}
