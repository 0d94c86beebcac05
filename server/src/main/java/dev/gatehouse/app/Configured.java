package dev.gatehouse.app;

import dev.gatehouse.blob.BlobStore;
import dev.gatehouse.blob.FolderBlobStore;
import dev.gatehouse.blob.S3BlobStore;
import dev.gatehouse.blob.S3Settings;
import dev.gatehouse.crypto.Argon2;
import dev.gatehouse.crypto.Argon2Parameters;
import dev.gatehouse.crypto.PasswordHasher;
import dev.gatehouse.crypto.SodiumArgon2;
import dev.gatehouse.mail.Relay;
import dev.gatehouse.work.Blocking;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Parts of which the settings say which one it is. */
final class Configured {

    private static final Logger LOG = LoggerFactory.getLogger(Configured.class);

    private Configured() {}

    /** Where mail leaves; empty where it is captured. */
    static Optional<Relay> relay(Config config) {
        return config.relay()
                .map(relay -> new Relay(
                        relay.host(),
                        relay.port(),
                        relay.tls(),
                        relay.user(),
                        relay.password().map(Config.Secret::value),
                        config.mailFrom()));
    }

    /** Objects in S3 where a bucket is named, in the data folder otherwise. */
    static BlobStore blobs(Config config, Vertx vertx, Blocking blocking, Clock clock) {
        return config.s3()
                .<BlobStore>map(s3 -> S3BlobStore.open(
                        vertx,
                        blocking,
                        clock,
                        new S3Settings(
                                s3.endpoint(),
                                s3.region(),
                                s3.bucket(),
                                s3.accessKey().value(),
                                s3.secretKey().value()),
                        config.dataDir().resolve("uploads")))
                .orElseGet(() -> FolderBlobStore.open(
                        vertx, blocking, clock, config.dataDir().resolve("blobs")));
    }

    /** The fastest hasher that this machine has; says in the log which one, and how fast. */
    static PasswordHasher hasher(Config.Hashing settings) {
        Argon2Parameters parameters = settings.parameters();
        List<String> libraries = settings.library().map(List::of).orElse(SodiumArgon2.USUAL_NAMES);
        Argon2.Choice choice = Argon2.best(parameters, libraries);
        LOG.atInfo()
                .addKeyValue("hasher", choice.name())
                .addKeyValue("why", choice.reason())
                .addKeyValue("millis", choice.millis())
                .log("password hashing");
        return new PasswordHasher(choice.argon2(), parameters);
    }
}
