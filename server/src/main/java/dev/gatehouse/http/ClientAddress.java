package dev.gatehouse.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/**
 * Finds the client's address. {@code X-Forwarded-For} is believed only as far as trusted proxies wrote it: from the right, up
 * to the first address that is not one of them.
 */
public final class ClientAddress {

    private final List<Network> trustedProxies;

    public ClientAddress(List<Network> trustedProxies) {
        this.trustedProxies = List.copyOf(trustedProxies);
    }

    String of(HttpServerRequest request) {
        String address = request.remoteAddress().hostAddress();
        if (address == null) {
            return "local";
        }
        String header = request.getHeader("X-Forwarded-For");
        String[] hops = header == null ? new String[0] : header.split(",");
        for (int i = hops.length - 1; i >= 0 && trusted(address); i--) {
            String hop = hops[i].strip();
            if (!Network.isAddress(hop)) {
                break;
            }
            address = hop;
        }
        return address;
    }

    private boolean trusted(String address) {
        return trustedProxies.stream().anyMatch(network -> network.contains(address));
    }
}
