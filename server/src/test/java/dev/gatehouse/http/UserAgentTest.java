package dev.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserAgentTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0 | Firefox on Linux
            Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0 | Edge on Windows
            Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1 | Safari on iPhone
            Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36 | Chrome on Android
            Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15 | Safari on macOS
            curl/8.14 (Linux) | a program on Linux
            '' | an unknown program
            """)
    void inWordsShouldNameBrowserAndSystem(String userAgent, String words) {
        assertThat(UserAgent.inWords(userAgent)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "'Your account is blocked, call +1 555 0100', an unknown program",
        "'https://evil.example/ Firefox', Firefox"
    })
    void inWordsShouldRepeatNothingOfTheHeader(String userAgent, String words) {
        assertThat(UserAgent.inWords(userAgent)).isEqualTo(words);
    }
}
