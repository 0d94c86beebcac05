package dev.gatehouse.blob;

import dev.gatehouse.work.Blocking;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.async.ResponsePublisher;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Blobs in a bucket of an S3-compatible store, for any number of servers. A stream is first brought into a folder of this
 * machine: its digest goes into the request's head, and a request that failed can be sent again.
 */
public final class S3BlobStore implements BlobStore {

    private static final String SHA256 = "sha256";
    private static final String UNKNOWN_TYPE = "application/octet-stream";
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int CONFLICT_ATTEMPTS = 5;
    /** For calls that carry no content, all attempts together. */
    private static final Duration SMALL_CALL_LIMIT = Duration.ofSeconds(20);

    private static final Duration CHECK_LIMIT = Duration.ofSeconds(3);

    private final Vertx vertx;
    private final Clock clock;
    private final String bucket;
    private final S3Clients clients;
    private final Staging staging;

    private S3BlobStore(Vertx vertx, Clock clock, String bucket, S3Clients clients, Staging staging) {
        this.vertx = vertx;
        this.clock = clock;
        this.bucket = bucket;
        this.clients = clients;
        this.staging = staging;
    }

    /**
     * Connects nowhere yet; {@link #check} does. Blocks: for the start of the server.
     *
     * @param folder where streams wait for their upload
     * @throws UncheckedIOException when that folder cannot be used
     */
    public static S3BlobStore open(Vertx vertx, Blocking blocking, Clock clock, S3Settings settings, Path folder) {
        try {
            var staging = new Staging(vertx, blocking, StagingFolder.open(folder.toAbsolutePath()));
            return new S3BlobStore(vertx, clock, settings.bucket(), S3Clients.to(settings), staging);
        } catch (IOException failure) {
            throw new UncheckedIOException("The upload folder " + folder + " cannot be used", failure);
        }
    }

    @Override
    public Future<BlobInfo> put(BlobKey key, BlobSource source, String contentType) {
        return store(key, source, contentType, false).map(Optional::orElseThrow);
    }

    @Override
    public Future<Optional<BlobInfo>> putIfAbsent(BlobKey key, BlobSource source, String contentType) {
        // Asked first only to save the upload; the condition of the upload itself decides.
        return head(key)
                .compose(taken -> taken.isPresent()
                        ? Future.succeededFuture(Optional.empty())
                        : store(key, source, contentType, true));
    }

    @Override
    public Future<BlobContent> get(BlobKey key, ByteRange range) {
        var request = GetObjectRequest.builder().bucket(bucket).key(key.value());
        if (!range.equals(ByteRange.ALL)) {
            request.range("bytes=" + range.first() + "-" + (range.last() == Long.MAX_VALUE ? "" : range.last()));
        }
        return on(clients.plain().getObject(request.build(), AsyncResponseTransformer.toPublisher()))
                .map(publisher -> content(key, range, publisher))
                .recover(S3BlobStore::explained);
    }

    @Override
    public Future<Optional<BlobInfo>> head(BlobKey key) {
        return on(clients.plain()
                        .headObject(head ->
                                head.bucket(bucket).key(key.value()).overrideConfiguration(within(SMALL_CALL_LIMIT))))
                .map(response -> Optional.of(info(key, response)))
                .recover(failure ->
                        status(failure) == NOT_FOUND ? Future.succeededFuture(Optional.empty()) : explained(failure));
    }

    @Override
    public Future<Void> delete(BlobKey key) {
        return on(clients.plain()
                        .deleteObject(delete ->
                                delete.bucket(bucket).key(key.value()).overrideConfiguration(within(SMALL_CALL_LIMIT))))
                .<Void>mapEmpty()
                .recover(S3BlobStore::explained);
    }

    @Override
    public Future<BlobPage> list(String prefix, @Nullable String from, int limit) {
        return on(clients.plain().listObjectsV2(list -> list.bucket(bucket)
                        .prefix(prefix)
                        .startAfter(from)
                        .maxKeys(Math.clamp(limit, 1, MAX_PAGE))
                        .overrideConfiguration(within(SMALL_CALL_LIMIT))))
                .map(S3BlobStore::page)
                .recover(S3BlobStore::explained);
    }

    /** Asks for the bucket: it costs nothing, and needs the right address, name and keys. */
    @Override
    public Future<Void> check() {
        return on(clients.plain().headBucket(head -> head.bucket(bucket).overrideConfiguration(within(CHECK_LIMIT))))
                .<Void>mapEmpty()
                .recover(S3BlobStore::explained);
    }

    @Override
    public void close() {
        clients.close();
        staging.close();
    }

    private Future<Optional<BlobInfo>> store(BlobKey key, BlobSource source, String contentType, boolean ifAbsent) {
        String mediaType = MediaTypes.require(contentType);
        Future<Optional<BlobInfo>> stored = source instanceof BlobSource.OfFile(Path file)
                ? staging.measure(file).compose(staged -> upload(key, staged, mediaType, ifAbsent))
                : staging.copy(source).compose(staged -> upload(key, staged, mediaType, ifAbsent)
                        .eventually(() -> staging.discard(staged.file())));
        return stored.recover(S3BlobStore::explained);
    }

    private Future<Optional<BlobInfo>> upload(
            BlobKey key, Staging.Staged staged, String contentType, boolean ifAbsent) {
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key.value())
                .contentType(contentType)
                .contentLength(staged.size())
                .metadata(Map.of(SHA256, staged.sha256()))
                .ifNoneMatch(ifAbsent ? "*" : null)
                .build();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var info = new BlobInfo(key, staged.size(), staged.sha256(), contentType, now);
        return upload(request, staged.file(), CONFLICT_ATTEMPTS)
                .map(Optional.of(info))
                .recover(failure -> ifAbsent && status(failure) == PRECONDITION_FAILED
                        ? Future.succeededFuture(Optional.empty())
                        : Future.failedFuture(failure));
    }

    /** 409 says that another conditional write was under way, not who won: ask again. */
    private Future<Void> upload(PutObjectRequest request, Path file, int attempts) {
        return on(clients.uploads().putObject(request, AsyncRequestBody.fromFile(file)))
                .<Void>mapEmpty()
                .recover(failure -> status(failure) == CONFLICT && attempts > 1
                        ? upload(request, file, attempts - 1)
                        : Future.failedFuture(failure));
    }

    private BlobContent content(BlobKey key, ByteRange range, ResponsePublisher<GetObjectResponse> publisher) {
        GetObjectResponse response = publisher.response();
        String total = response.contentRange();
        long size =
                total == null ? response.contentLength() : Long.parseLong(total.substring(total.lastIndexOf('/') + 1));
        BlobInfo info =
                info(key, size, response.metadata().get(SHA256), response.contentType(), response.lastModified());
        var stream = new PublishedStream(vertx.getOrCreateContext(), publisher);
        return new BlobContent(info, range, stream, () -> {
            stream.cancel();
            return Future.succeededFuture();
        });
    }

    private static BlobInfo info(BlobKey key, HeadObjectResponse head) {
        return info(key, head.contentLength(), head.metadata().get(SHA256), head.contentType(), head.lastModified());
    }

    private static BlobInfo info(
            BlobKey key, long size, @Nullable String sha256, @Nullable String contentType, Instant stored) {
        return new BlobInfo(key, size, sha256, contentType == null ? UNKNOWN_TYPE : contentType, stored);
    }

    /** What others put into the bucket under a name that is no key of ours is passed over. */
    private static BlobPage page(ListObjectsV2Response response) {
        List<String> names = response.contents().stream().map(S3Object::key).toList();
        List<BlobKey> keys =
                names.stream().filter(BlobKey::isKey).map(BlobKey::new).toList();
        boolean more = Boolean.TRUE.equals(response.isTruncated()) && !names.isEmpty();
        return new BlobPage(keys, more ? names.getLast() : null);
    }

    private static Consumer<AwsRequestOverrideConfiguration.Builder> within(Duration limit) {
        return request -> request.apiCallTimeout(limit);
    }

    private <T> Future<T> on(CompletionStage<T> stage) {
        return Future.fromCompletionStage(stage, vertx.getOrCreateContext());
    }

    private static int status(Throwable failure) {
        return unwrapped(failure) instanceof S3Exception s3 ? s3.statusCode() : 0;
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    private static <T extends @Nullable Object> Future<T> explained(Throwable failure) {
        return Future.failedFuture(
                switch (unwrapped(failure)) {
                    case S3Exception s3 when isMissing(s3) -> BlobException.missing();
                    case S3Exception s3 when s3.statusCode() == RANGE_NOT_SATISFIABLE -> BlobException.outOfRange();
                    case SdkException broken -> unavailable(broken);
                    case IOException broken -> unavailable(broken);
                    case Throwable other -> other;
                });
    }

    /** 404 is also what a missing bucket answers, and then no blob may be called missing. */
    private static boolean isMissing(S3Exception failure) {
        return failure.statusCode() == NOT_FOUND
                && failure.awsErrorDetails() != null
                && "NoSuchKey".equals(failure.awsErrorDetails().errorCode());
    }

    private static BlobException unavailable(Exception cause) {
        return new BlobException(
                BlobException.Reason.UNAVAILABLE, "The object store does not answer as it should", cause);
    }
}
