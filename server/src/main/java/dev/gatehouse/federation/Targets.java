package dev.gatehouse.federation;

import dev.gatehouse.http.Network;
import dev.gatehouse.http.PublicInternet;
import dev.gatehouse.work.Blocking;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where our server may be made to connect to. Administrators of organisations, and then the documents of their providers, name
 * addresses, and must not reach what only we can reach (server-side request forgery): https, to public addresses and to networks
 * that the operator has named. The connection goes to the very address that was checked here.
 */
final class Targets {

    private static final int LONGEST = 1000;

    private final Blocking blocking;
    private final List<Network> allowed;
    private final boolean demo;

    /**
     * Makes the rule.
     *
     * @param allowed networks that are not public and may be reached all the same
     * @param demo everything may be reached, without TLS as well
     */
    Targets(Blocking blocking, List<Network> allowed, boolean demo) {
        this.blocking = blocking;
        this.allowed = List.copyOf(allowed);
        this.demo = demo;
    }

    /** The address, if it has the right form. */
    Optional<URI> parse(String address) {
        try {
            URI uri = new URI(address);
            boolean scheme = "https".equals(uri.getScheme()) || (demo && "http".equals(uri.getScheme()));
            boolean plain = uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null;
            return scheme && plain && address.length() <= LONGEST ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** The IP address to connect to; fails with {@link UpstreamFailure} when it is none that may be reached. */
    Future<String> resolve(String host) {
        return blocking.call(() -> lookUp(host)).map(addresses -> {
            if (!demo && !Arrays.stream(addresses).allMatch(each -> open(each.getHostAddress()))) {
                throw new UpstreamFailure("The host is not on the public Internet.");
            }
            return addresses[0].getHostAddress();
        });
    }

    private static InetAddress[] lookUp(String host) {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new UpstreamFailure("The host cannot be found.");
        }
    }

    private boolean open(String address) {
        return PublicInternet.has(address) || allowed.stream().anyMatch(network -> network.contains(address));
    }
}
