package dev.gatehouse.oauth;

import dev.gatehouse.http.PublicInternet;
import dev.gatehouse.work.Blocking;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Where our server may be made to connect to. Whoever registers an application names an address, and must not reach with it what
 * only we can reach (server-side request forgery): the connection goes to the very address that was checked here.
 */
final class LogoutTargets {

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
            if (!anywhere && !Arrays.stream(addresses).allMatch(each -> PublicInternet.has(each.getHostAddress()))) {
                throw new IllegalStateException("the host of the client is not on the public Internet");
            }
            return addresses[0].getHostAddress();
        });
    }
}
