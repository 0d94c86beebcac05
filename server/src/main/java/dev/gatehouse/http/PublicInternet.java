package dev.gatehouse.http;

import java.util.List;

/** Which addresses everybody can reach: the only ones that our server may be made to connect to by what somebody has entered. */
public final class PublicInternet {

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

    private PublicInternet() {}

    /** Whether everybody can reach that IP address. */
    public static boolean has(String address) {
        String plain = address.replaceFirst("%.*$", "");
        return SPECIAL.stream().noneMatch(network -> network.contains(plain));
    }
}
