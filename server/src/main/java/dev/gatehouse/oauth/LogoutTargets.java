package dev.gatehouse.oauth;

import dev.gatehouse.http.Network;
import dev.gatehouse.work.Blocking;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Where our server may be made to connect to. Whoever registers an application names an address, and must not reach with it what
 * only we can reach (server-side request forgery): the connection goes to the very address that was checked here.
 */
final class LogoutTargets {

    /** Not for the public Internet (RFC 6890 and its registries), or leading back into such. */
    private static final List<Network> SPECIAL = List.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3",
                    "::/96",
                    "64:ff9b::/96",
                    "64:ff9b:1::/48",
                    "100::/64",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "fc00::/7",
                    "fe80::/10",
                    "fec0::/10",
                    "ff00::/8")
            .stream()
            .map(Network::parse)
            .toList();

    private final Blocking blocking;
    private final boolean demo;

    LogoutTargets(Blocking blocking, boolean demo) {
        this.blocking = blocking;
        this.demo = demo;
    }

    /** The address to connect to; fails when the client must not make us connect there. The provider's own may be anywhere. */
    Future<String> resolve(Client client, String host) {
        boolean anywhere = demo || client.owner().provider();
        return blocking.call(() -> InetAddress.getAllByName(host)).map(addresses -> {
            if (!anywhere && !Arrays.stream(addresses).allMatch(each -> open(each.getHostAddress()))) {
                throw new IllegalStateException("the host of the client is not on the public Internet");
            }
            return addresses[0].getHostAddress();
        });
    }

    /** Whether everybody can reach that address. */
    static boolean open(String address) {
        String plain = address.replaceFirst("%.*$", "");
        return SPECIAL.stream().noneMatch(network -> network.contains(plain));
    }
}
