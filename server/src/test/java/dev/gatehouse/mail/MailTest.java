package dev.gatehouse.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b.example\r\nBcc: eve@evil.example",
                "a@b.example\nx",
                "a@b.example, eve@evil.example",
                "Ann <a@b.example>",
                "a@b@c.example",
                "a b@c.example",
                "@b.example",
                "a@",
                "nobody"
            })
    void recipientThatIsNotOnePlainAddressShouldBeRefused(String recipient) {
        assertThatIllegalArgumentException().isThrownBy(() -> mail(recipient, "Hello"));
    }

    @Test
    void lineBreaksInASubjectShouldBecomeSpaces() {
        assertThat(mail("a@b.example", "Welcome to Acme\r\nBcc: eve@evil.example\u2028x")
                        .subject())
                .isEqualTo("Welcome to Acme Bcc: eve@evil.example x");
    }

    @Test
    void longSubjectShouldBeCutBetweenCharacters() {
        String subject = mail("a@b.example", "😀".repeat(300)).subject();

        assertThat(subject.codePointCount(0, subject.length())).isEqualTo(200);
    }

    private static Mail mail(String recipient, String subject) {
        return new Mail(null, recipient, "test", subject, "");
    }
}
