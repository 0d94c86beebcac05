package dev.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 25: whom the server believes about addresses. */
class ClientAddressTest {

    private static final String PROXY = "10.0.0.1";
    private static final String CLIENT = "203.0.113.9";

    private final ClientAddress addresses =
            new ClientAddress(List.of(Network.parse("10.0.0.0/8"), Network.parse("2001:db8:aaaa::/48")));

    @Test
    void withoutTheHeaderTheOtherEndOfTheConnectionShouldCount() {
        assertThat(addresses.of(CLIENT, List.of())).isEqualTo(CLIENT);
        assertThat(addresses.of(PROXY, List.of())).isEqualTo(PROXY);
    }

    @Test
    void onlyATrustedProxyShouldBeBelieved() {
        assertThat(addresses.of(CLIENT, List.of("198.51.100.1"))).isEqualTo(CLIENT);
        assertThat(new ClientAddress(List.of()).of(PROXY, List.of("198.51.100.1")))
                .isEqualTo(PROXY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9|203.0.113.9",
                "198.51.100.1, 203.0.113.9|203.0.113.9",
                "198.51.100.1,203.0.113.9,10.0.0.2|203.0.113.9",
                "10.0.0.9, 203.0.113.9 ,10.0.0.2|203.0.113.9",
                "10.0.0.9,10.0.0.8|10.0.0.9",
                "203.0.113.9,nonsense|10.0.0.1",
                "203.0.113.9,nonsense,10.0.0.2|10.0.0.2",
                "203.0.113.9,|10.0.0.1",
                ",|10.0.0.1",
                "203.0.113.9:4711|203.0.113.9",
                "[2001:db8::7]:4711|2001:db8::7",
                "203.0.113.9:4711, 10.0.0.2:80|203.0.113.9",
                "203.0.113.9:port|10.0.0.1",
                "2001:db8::7:4711|2001:db8::7:4711",
                "unknown|10.0.0.1",
                "2001:DB8:0:0:0:0:0:1|2001:db8::1",
                "198.51.100.1,::ffff:203.0.113.9|203.0.113.9",
                "203.0.113.9,::ffff:10.0.0.2|203.0.113.9",
                "203.0.113.9,2001:db8:aaaa::7|203.0.113.9"
            })
    void theRightmostAddressThatIsNoProxyShouldCount(String header, String wanted) {
        assertThat(addresses.of(PROXY, List.of(header))).isEqualTo(wanted);
    }

    /** HAProxy adds a header of its own below the one that the client sent. */
    @Test
    void aHeaderOfTheClientAboveThatOfTheProxyShouldNotBeBelieved() {
        assertThat(addresses.of(PROXY, List.of("198.51.100.1", CLIENT))).isEqualTo(CLIENT);
        assertThat(addresses.of(PROXY, List.of("198.51.100.1, 198.51.100.2", CLIENT + ", 10.0.0.2")))
                .isEqualTo(CLIENT);
        assertThat(addresses.of(PROXY, List.of("198.51.100.1", ""))).isEqualTo(PROXY);
    }
}
