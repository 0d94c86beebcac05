package dev.gatehouse.federation;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ApiClient;
import dev.gatehouse.testing.UpstreamIdp;
import dev.gatehouse.testing.UpstreamIdp.Somebody;
import dev.gatehouse.testing.World;
import dev.gatehouse.testing.World.Person;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** An organisation with an identity provider of its own, and its people on their way there and back. */
final class Acme implements AutoCloseable {

    final World world = new World();
    final UpstreamIdp idp = new UpstreamIdp(world.services().clock());
    final String providerId = register(idp);

    /** Bob as he is known there. */
    final Somebody bobThere = Somebody.of("bob-0815", world.bob.email());

    /** Registers a provider of alice's organisation, which people can use at once. */
    String register(UpstreamIdp provider) {
        ApiClient alice = world.stepUp(world.signIn(world.alice)).browser();
        return alice.send("createIdentityProvider", settings(provider), world.organisation)
                .expect(201)
                .json()
                .getString("id");
    }

    static JsonObject settings(UpstreamIdp provider) {
        return new JsonObject()
                .put("name", "Acme ID")
                .put("issuer", provider.issuer())
                .put("clientId", UpstreamIdp.CLIENT)
                .put("clientSecret", UpstreamIdp.SECRET)
                .put("state", "active");
    }

    /** Sends a browser there. */
    String begin(ApiClient browser) {
        return browser.send("beginUpstreamSignIn", new JsonObject().put("providerId", providerId))
                .expect(200)
                .json()
                .getString("location");
    }

    /** The whole way of a sign-in. */
    Answer signIn(ApiClient browser, Somebody who) {
        return browser.send("answerUpstreamSignIn", idp.signIn(begin(browser), who));
    }

    /** A person who is signed in and has just proved it sets out to connect an account there. */
    String beginConnecting(Person person) {
        ApiClient browser = world.stepUp(world.signIn(person)).browser();
        return browser.send("beginIdentity", new JsonObject().put("providerId", providerId))
                .expect(200)
                .json()
                .getString("location");
    }

    Answer connect(Person person, Somebody who) {
        String location = beginConnecting(person);
        return person.browser().send("answerIdentity", idp.signIn(location, who));
    }

    /** Bob, connected and signed out. */
    Acme withBob() {
        connect(world.bob, bobThere).expect(200);
        world.bob.browser().call("signOut").expect(204);
        return this;
    }

    boolean signedIn(ApiClient browser) {
        return browser.call("getSession").json().getBoolean("signedIn");
    }

    int connected(Person person) {
        return world.sql("SELECT 1 FROM federation_identities WHERE account_id = $1", person.id())
                .size();
    }

    UUID provider() {
        return UUID.fromString(providerId);
    }

    @Override
    public void close() {
        idp.close();
    }
}
