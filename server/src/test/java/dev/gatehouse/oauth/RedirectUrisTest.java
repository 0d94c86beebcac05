package dev.gatehouse.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RedirectUrisTest {

    private static final List<String> REGISTERED =
            List.of("https://app.example/cb", "http://127.0.0.1/cb?x=1", "http://[::1]:8080/cb", "http://localhost/cb");

    @Test
    void aRegisteredAddressShouldMatchLetterByLetter() {
        assertThat(RedirectUris.match(REGISTERED, "https://app.example/cb")).isTrue();
        assertThat(RedirectUris.match(REGISTERED, "https://app.example/cb/")).isFalse();
        assertThat(RedirectUris.match(REGISTERED, "https://app.example:443/cb")).isFalse();
        assertThat(RedirectUris.match(REGISTERED, "http://localhost:1/cb")).isFalse();
    }

    @Test
    void aLoopbackAddressMayHaveAnyPort() {
        assertThat(RedirectUris.match(REGISTERED, "http://127.0.0.1:1/cb?x=1")).isTrue();
        assertThat(RedirectUris.match(REGISTERED, "http://[::1]/cb")).isTrue();
        assertThat(RedirectUris.match(REGISTERED, "http://[::1]:65535/cb")).isTrue();
        assertThat(RedirectUris.match(REGISTERED, "http://127.0.0.1:1/cb?x=2")).isFalse();
        assertThat(RedirectUris.match(REGISTERED, "http://127.0.0.1:1/cb")).isFalse();
        assertThat(RedirectUris.match(REGISTERED, "http://a@127.0.0.1:1/cb?x=1"))
                .isFalse();
        assertThat(RedirectUris.match(REGISTERED, "http://127.0.0.1:1:2/cb?x=1"))
                .isFalse();
        assertThat(RedirectUris.match(REGISTERED, "http://127.0.0.1:/cb?x=1")).isFalse();
    }
}
