package dev.gatehouse.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.S3Server;
import dev.gatehouse.work.Blocking;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.async.AsyncRequestBody;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3BlobStoreIT implements BlobStoreContract {

    private final Vertx vertx = Vertx.vertx();
    private final Blocking blocking = new Blocking(vertx);
    private final S3Server server = S3Server.start();
    private final Path folder;
    private final BlobStore store;

    S3BlobStoreIT(@TempDir Path folder) {
        this.folder = folder;
        this.store = open(settings(S3Server.BUCKET, S3Server.SECRET_KEY), "new");
    }

    @AfterAll
    void close() {
        store.close();
        server.close();
        blocking.close();
        vertx.close().await();
    }

    @Override
    public Vertx vertx() {
        return vertx;
    }

    @Override
    public BlobStore store() {
        return store;
    }

    @Test
    void objectOfOthersShouldHaveNoDigest() {
        put("of/others");

        BlobInfo info = await(() -> store.head(new BlobKey("of/others"))).orElseThrow();

        assertThat(info.sha256()).isNull();
        assertThat(info.size()).isEqualTo(5);
    }

    @Test
    void nameThatIsNoKeyOfOursShouldNotBeListed() {
        put("foreign/back\\slash");
        put("foreign/good");

        assertThat(await(() -> store.list("foreign/", null, 10)).keys()).containsExactly(new BlobKey("foreign/good"));
    }

    @Test
    void uploadShouldLeaveNothingInTheFolder() throws IOException {
        await(() -> store.put(new BlobKey("left/none"), BlobSource.of(Buffer.buffer("x")), TEXT));

        try (Stream<Path> left = Files.walk(folder.resolve("new"))) {
            assertThat(left.filter(Files::isRegularFile))
                    .allMatch(file -> file.toString().endsWith(".lock"));
        }
    }

    @Test
    void missingBucketShouldNotMakeABlobMissing() {
        try (BlobStore elsewhere = open(settings("no-such-bucket", S3Server.SECRET_KEY), "elsewhere")) {
            BlobStoreContract.assertReason(
                    BlobException.Reason.UNAVAILABLE, () -> await(() -> elsewhere.get(new BlobKey("a"))));
            BlobStoreContract.assertReason(BlobException.Reason.UNAVAILABLE, () -> await(elsewhere::check));
        }
    }

    @Test
    void wrongSecretShouldFailTheCheck() {
        try (BlobStore stranger = open(settings(S3Server.BUCKET, "wrong"), "stranger")) {
            BlobStoreContract.assertReason(BlobException.Reason.UNAVAILABLE, () -> await(stranger::check));
        }
    }

    @Test
    void settingsShouldNotPrintTheKeys() {
        assertThat(settings(S3Server.BUCKET, S3Server.SECRET_KEY).toString())
                .doesNotContain(S3Server.SECRET_KEY, S3Server.ACCESS_KEY);
    }

    /** With no more than the SDK, as another program would. */
    private void put(String name) {
        try (S3Clients other = S3Clients.to(settings(S3Server.BUCKET, S3Server.SECRET_KEY))) {
            other.plain()
                    .putObject(
                            request -> request.bucket(S3Server.BUCKET).key(name), AsyncRequestBody.fromString("bytes"))
                    .join();
        }
    }

    private BlobStore open(S3Settings settings, String uploads) {
        return S3BlobStore.open(vertx, blocking, Clock.systemUTC(), settings, folder.resolve(uploads));
    }

    private S3Settings settings(String bucket, String secret) {
        return new S3Settings(server.endpoint(), S3Server.REGION, bucket, S3Server.ACCESS_KEY, secret);
    }
}
