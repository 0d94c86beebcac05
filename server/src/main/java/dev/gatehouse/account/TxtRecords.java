package dev.gatehouse.account;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.dns.DnsClient;
import io.vertx.core.dns.DnsClientOptions;
import io.vertx.core.dns.DnsException;
import io.vertx.core.dns.DnsResponseCode;
import io.vertx.core.net.HostAndPort;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks the DNS for TXT records (RFC 1035). */
public final class TxtRecords {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final DnsClient dns;

    /**
     * Makes the client.
     *
     * @param server the resolver to ask; the system's when absent
     */
    public TxtRecords(Vertx vertx, Optional<HostAndPort> server) {
        DnsClientOptions options = new DnsClientOptions().setQueryTimeout(PATIENCE.toMillis());
        server.ifPresent(address -> options.setHost(address.host()).setPort(address.port()));
        this.dns = vertx.createDnsClient(options);
    }

    /** The values under that name, which may be none; empty when no answer came, though asked twice. */
    Future<Optional<List<String>>> find(String name) {
        return ask(name).recover(silence -> ask(name)).otherwise(Optional.empty());
    }

    private Future<Optional<List<String>>> ask(String name) {
        return Future.succeededFuture()
                .compose(now -> dns.resolveTXT(name))
                .map(values -> Optional.of(List.copyOf(values)))
                .recover(failure -> failure instanceof DnsException answer && answer.code() == DnsResponseCode.NXDOMAIN
                        ? Future.succeededFuture(Optional.of(List.of()))
                        : Future.failedFuture(failure));
    }
}
