package dev.gatehouse.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses changing requests that another site makes a browser send: they must carry a header that no form can set, and come
 * from our own origin by {@code Origin} and Fetch Metadata. Applies to sign-in as well, where there is no session yet.
 */
public final class CrossSiteGuard {

    static final String HEADER = "X-Gatehouse-Request";

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final String ownOrigin;

    /**
     * @param publicUrl the address under which people reach this installation
     */
    public CrossSiteGuard(URI publicUrl) {
        this.ownOrigin = origin(publicUrl);
    }

    /**
     * @throws Problem {@code cross-site-request}
     */
    void check(HttpServerRequest request) {
        if (SAFE.contains(request.method())) {
            return;
        }
        String origin = request.getHeader("Origin");
        String site = request.getHeader("Sec-Fetch-Site");
        boolean sameOrigin = (origin == null || origin.equals(ownOrigin))
                && (site == null || site.equals("same-origin") || site.equals("none"));
        if (!sameOrigin || request.getHeader(HEADER) == null) {
            throw HttpProblems.CROSS_SITE_REQUEST.problem();
        }
    }

    /** As a browser writes it in {@code Origin} (RFC 6454): small letters, and no port that goes without saying. */
    static String origin(URI url) {
        return url.getScheme().toLowerCase(Locale.ROOT) + "://" + authority(url);
    }

    /** As a browser writes it in {@code Host}. */
    static String authority(URI url) {
        int usual = "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
        String host = url.getHost().toLowerCase(Locale.ROOT);
        return url.getPort() < 0 || url.getPort() == usual ? host : host + ":" + url.getPort();
    }
}
