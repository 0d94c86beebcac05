package dev.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.1.2.3/8, 10.9.9.9, true",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.128, true",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::1, 0:0:0:0:0:0:0:1, true",
        "::/0, 2001:db8::1, true",
        "10.0.0.0/8, nonsense, false",
        "10.0.0.0/8, '', false",
        "10.0.0.0/8, 10.0.0.1:80, false",
        "10.0.0.0/8, ' 10.0.0.1', false",
        "10.0.0.0/8, 10.1, false",
        "10.0.0.0/8, 167772161, false",
        "10.0.0.0/8, 0x0a.0.0.1, false"
    })
    void shouldContainWhatHasItsFirstBits(String network, String address, boolean contained) {
        assertThat(Network.parse(network).contains(address)).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "10.0.0.0/ 8",
                "10.0.0/8",
                "2001:db8::/129",
                "2001:db8::/1000",
                "example.org",
                "localhost",
                "10.0.0.0/a",
                "*"
            })
    void shouldRefuseWhatIsNoNetwork(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Network.parse(text))
                .withMessageContaining(text);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.200, 203.0.113.0/24",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1::/48",
        "2001:db8:1:ffff::1, 2001:db8:1::/48",
        "local, local"
    })
    void neighboursShouldShareANetwork(String address, String network) {
        assertThat(Network.around(address)).isEqualTo(network);
    }
}
