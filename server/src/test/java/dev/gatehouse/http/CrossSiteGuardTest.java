package dev.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossSiteGuardTest {

    @ParameterizedTest
    @CsvSource({
        "https://mail.example, https://mail.example, mail.example",
        "https://Mail.Example/, https://mail.example, mail.example",
        "HTTPS://mail.example:443/path, https://mail.example, mail.example",
        "http://mail.example:80, http://mail.example, mail.example",
        "http://mail.example:443, http://mail.example:443, mail.example:443",
        "http://localhost:8080, http://localhost:8080, localhost:8080",
        "https://user@mail.example, https://mail.example, mail.example",
        "http://[::1]:8080, http://[::1]:8080, [::1]:8080"
    })
    void ownOriginShouldBeWrittenAsBrowsersWriteIt(URI publicUrl, String origin, String host) {
        assertThat(CrossSiteGuard.origin(publicUrl)).isEqualTo(origin);
        assertThat(CrossSiteGuard.authority(publicUrl)).isEqualTo(host);
    }
}
