package dev.gatehouse.login;

import dev.gatehouse.app.AppNode;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.World;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A database that is away is no reason to tell people that they are signed out, or that something was done. */
class OutageIT {

    private final World world = new World();

    @Test
    void anOutageIsNeitherASignInThatHasEndedNorOneThatWasCancelled() {
        world.policy("organisation", world.organisation, "mfaEnforcement", "forced");
        Vertx wire = Vertx.vertx();
        try (AppNode node = AppNode.start(through(wire), world.services().clock())) {
            ApiClient browser = world.elsewhere().at(node.address());
            browser.send(
                            "beginLogin",
                            new JsonObject().put("email", world.bob.email()).put("password", World.PASSWORD))
                    .expect(200);

            AppNode.await(wire.close());

            browser.copy().call("beginTotp").expect(503, "unavailable");
            browser.copy().call("beginPasskey").expect(503, "unavailable");
            browser.copy().call("cancelLogin").expect(503, "unavailable");
            browser.at(world.services().node(0).address()).call("getLogin").expect(200);
        }
    }

    /** The shared database, behind a wire that can be cut. */
    private Map<String, String> through(Vertx wire) {
        Map<String, String> database = new HashMap<>(world.services().database());
        URI direct = URI.create(database.getOrDefault("GATEHOUSE_DATABASE_URL", ""));
        NetClient client = wire.createNetClient();
        NetServer server = wire.createNetServer().connectHandler(in -> {
            in.pause();
            client.connect(direct.getPort(), direct.getHost())
                    .onFailure(failure -> in.close())
                    .onSuccess(out -> {
                        in.pipeTo(out);
                        out.pipeTo(in);
                    });
        });
        int port = AppNode.await(server.listen(0, "localhost")).actualPort();
        database.put("GATEHOUSE_DATABASE_URL", "postgresql://localhost:" + port + direct.getPath());
        return database;
    }
}
