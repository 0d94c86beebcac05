package dev.gatehouse.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;

/**
 * Requests of ours to addresses that somebody has entered. The name is looked up and checked once, by the caller, and the connection
 * goes to that very IP address: a name that leads elsewhere a moment later leads nobody anywhere.
 */
public final class Outbound {

    private Outbound() {}

    /** The host to look up, without the brackets of an IPv6 address. */
    public static String host(URI address) {
        return address.getHost().replaceAll("[\\[\\]]", "");
    }

    /**
     * A request that follows no redirect.
     *
     * @param address http or https; its name is what the certificate and the {@code Host} header are about
     * @param checked the IP address to connect to
     */
    public static RequestOptions request(HttpMethod method, URI address, String checked) {
        boolean tls = "https".equalsIgnoreCase(address.getScheme());
        int usual = tls ? 443 : 80;
        int port = address.getPort() < 0 ? usual : address.getPort();
        return new RequestOptions()
                .setMethod(method)
                .setServer(SocketAddress.inetSocketAddress(port, checked))
                .setHost(address.getHost())
                .setPort(port)
                .setSsl(tls)
                .setURI(path(address))
                .setFollowRedirects(false);
    }

    private static String path(URI address) {
        String written = address.getRawPath();
        String path = written == null || written.isEmpty() ? "/" : written;
        return address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
    }
}
