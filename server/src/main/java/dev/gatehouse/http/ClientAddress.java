package dev.gatehouse.http;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the client's address. {@code X-Forwarded-For} is believed only as far as trusted proxies wrote it: from the right, up
 * to the first address that is not one of them.
 */
public final class ClientAddress {

    private static final Pattern WITH_PORT = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([0-9.]+)):[0-9]{1,5}");

    private final List<Network> trustedProxies;

    public ClientAddress(List<Network> trustedProxies) {
        this.trustedProxies = List.copyOf(trustedProxies);
    }

    String of(HttpServerRequest request) {
        String address = request.remoteAddress().hostAddress();
        return address == null ? "local" : of(address, request.headers().getAll("X-Forwarded-For"));
    }

    /**
     * @param remote the other end of the connection
     * @param headers each {@code X-Forwarded-For}: some proxies append to the one they get, others add one below it
     */
    String of(String remote, List<String> headers) {
        String address = canonical(remote);
        String header = String.join(",", headers);
        String[] hops = header.isEmpty() ? new String[0] : header.split(",", -1);
        for (int i = hops.length - 1; i >= 0 && trusted(address); i--) {
            String hop = withoutPort(hops[i].strip());
            if (!Network.isAddress(hop)) {
                break;
            }
            address = canonical(hop);
        }
        return address;
    }

    /** Some proxies write {@code 192.0.2.7:4711} or {@code [2001:db8::7]:4711}. */
    private static String withoutPort(String hop) {
        Matcher written = WITH_PORT.matcher(hop);
        return written.matches() ? written.group(written.group(1) == null ? 2 : 1) : hop;
    }

    /** One address has one spelling (RFC 5952), so that limits and lists know it again. */
    private static String canonical(String address) {
        InetAddress parsed = NetUtil.createInetAddressFromIpAddressString(address);
        return parsed == null ? address : NetUtil.toAddressString(parsed);
    }

    private boolean trusted(String address) {
        return trustedProxies.stream().anyMatch(network -> network.contains(address));
    }
}
