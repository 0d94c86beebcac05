package dev.gatehouse.login;

import dev.gatehouse.db.Ids;
import dev.gatehouse.testing.UpstreamIdp;
import dev.gatehouse.testing.World;
import dev.gatehouse.testing.World.Person;
import io.vertx.core.json.JsonObject;
import java.time.ZoneOffset;
import java.util.UUID;

/** The identity provider of an organisation, where everybody is known. */
record Upstream(UpstreamIdp idp, String provider) {

    /** Registers it; alice is signed in and has just proved it. */
    static Upstream of(World world) {
        UpstreamIdp idp = new UpstreamIdp(world.services().clock());
        JsonObject settings = new JsonObject()
                .put("name", "Acme ID")
                .put("issuer", idp.issuer())
                .put("clientId", UpstreamIdp.CLIENT)
                .put("clientSecret", UpstreamIdp.SECRET)
                .put("state", "active");
        return new Upstream(
                idp,
                world.alice
                        .browser()
                        .send("createIdentityProvider", settings, world.organisation)
                        .expect(201)
                        .json()
                        .getString("id"));
    }

    /** Connects a person at once, without anybody's doing. */
    void implant(World world, Person person) {
        world.sql(
                "INSERT INTO federation_identities (id, provider_id, issuer, subject, account_id, email, linked_at)"
                        + " VALUES ($1, $2, $3, $4, $5, $6, $7)",
                Ids.next(),
                UUID.fromString(provider),
                idp.issuer(),
                person.id().toString(),
                person.id(),
                person.email(),
                world.services().clock().instant().atOffset(ZoneOffset.UTC));
    }

    /** What the browser of a person brings back. */
    JsonObject signIn(String location, Person person) {
        return idp.signIn(
                location, new UpstreamIdp.Somebody(person.id().toString(), person.email(), true, "pwd otp mfa"));
    }
}
