package dev.gatehouse.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.work.Blocking;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * That the request which decides carries the condition. The object store of the other tests looks first and writes then,
 * so of two writers at once both may win there; this one is a list of answers, and remembers what it was asked.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class S3ConditionsIT {

    private static final BlobKey KEY = new BlobKey("k");
    private static final int BIG = 17 * 1024 * 1024;

    private final Vertx vertx = Vertx.vertx();
    private final Blocking blocking = new Blocking(vertx);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Integer> answers = new ArrayList<>();
    private final AtomicBoolean silent = new AtomicBoolean();
    private final HttpServer server;
    private final BlobStore store;

    S3ConditionsIT(@TempDir Path folder) {
        server = vertx.createHttpServer(new HttpServerOptions().setHandle100ContinueAutomatically(true))
                .requestHandler(request -> request.body().onSuccess(body -> answer(request)))
                .listen(0, "127.0.0.1")
                .await();
        var settings = new S3Settings(
                URI.create("http://127.0.0.1:" + server.actualPort()), "us-east-1", "b", "access", "secret");
        store = S3BlobStore.open(vertx, blocking, Clock.systemUTC(), settings, folder);
    }

    @AfterEach
    void close() {
        store.close();
        server.close().await();
        blocking.close();
        vertx.close().await();
    }

    @Test
    void writeThatMustBeFirstShouldSayIfNoneMatch() {
        answers.add(200);

        assertThat(putIfAbsent(1)).isPresent();

        assertThat(asked).containsExactly("HEAD - null", "PUT - *");
    }

    @Test
    void writeThatCameSecondShouldBeTakenForTaken() {
        answers.add(412);

        assertThat(putIfAbsent(1)).isEmpty();
    }

    @Test
    void writeThatMetAnotherShouldAskAgain() {
        answers.addAll(List.of(409, 409, 412));

        assertThat(putIfAbsent(1)).isEmpty();

        assertThat(asked).containsExactly("HEAD - null", "PUT - *", "PUT - *", "PUT - *");
    }

    @Test
    void writeInPartsShouldSayIfNoneMatchWhenItIsCompleted() {
        answers.add(412);

        assertThat(putIfAbsent(BIG)).isEmpty();

        assertThat(asked).contains("POST uploadId *").doesNotContain("PUT - *");
        assertThat(asked).last().isEqualTo("DELETE uploadId null");
    }

    @Test
    void plainWriteShouldHaveNoCondition() {
        answers.add(200);

        store.put(KEY, BlobSource.of(Buffer.buffer("x")), "text/plain").await();

        assertThat(asked).containsExactly("PUT - null");
    }

    @Test
    void storeThatIsGoneShouldFailEveryCall() {
        server.close().await();

        BlobStoreContract.assertReason(
                BlobException.Reason.UNAVAILABLE, () -> store.check().await());
        BlobStoreContract.assertReason(
                BlobException.Reason.UNAVAILABLE, () -> store.head(KEY).await());
        BlobStoreContract.assertReason(
                BlobException.Reason.UNAVAILABLE, () -> store.get(KEY).await());
        BlobStoreContract.assertReason(BlobException.Reason.UNAVAILABLE, () -> putIfAbsent(1));
    }

    @Test
    void storeThatDoesNotAnswerShouldFailTheCheckSoon() {
        silent.set(true);

        BlobStoreContract.assertReason(
                BlobException.Reason.UNAVAILABLE, () -> store.check().await(10, TimeUnit.SECONDS));
    }

    private Optional<BlobInfo> putIfAbsent(int size) {
        return store.putIfAbsent(KEY, BlobSource.of(Buffer.buffer(new byte[size])), "text/plain")
                .await();
    }

    /** The prepared answer to what decides; what goes before and after it in an upload of parts just succeeds. */
    private void answer(HttpServerRequest request) {
        if (silent.get()) {
            return;
        }
        String parameter = request.getParam("uploads") != null
                ? "uploads"
                : request.getParam("uploadId") != null ? "uploadId" : "-";
        boolean part = request.getParam("partNumber") != null;
        asked.add(request.method() + (part ? " part " : " " + parameter + " ") + request.getHeader("If-None-Match"));
        var response = request.response().putHeader("ETag", "\"e\"");
        switch (request.method().name()) {
            case "HEAD" -> response.setStatusCode(404).end();
            case "POST" -> {
                if (parameter.equals("uploads")) {
                    response.end(
                            "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>");
                } else {
                    response.setStatusCode(answers.removeFirst()).end();
                }
            }
            case "PUT" ->
                response.setStatusCode(part ? 200 : answers.removeFirst()).end();
            default -> response.setStatusCode(204).end();
        }
    }
}
