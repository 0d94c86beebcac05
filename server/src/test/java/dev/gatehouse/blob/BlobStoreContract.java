package dev.gatehouse.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every blob store does. Each test uses keys of its own, so that they can share a store. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
interface BlobStoreContract {

    String TEXT = "text/plain";
    int BIG = 20 * 1024 * 1024 + 123;

    Vertx vertx();

    BlobStore store();

    @Test
    default void putShouldKeepBytesSizeDigestAndType() {
        BlobKey key = new BlobKey("keep/one");

        BlobInfo put = await(() -> store().put(key, BlobSource.of(Buffer.buffer("hello")), TEXT));

        assertThat(put.size()).isEqualTo(5);
        assertThat(put.sha256()).isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        assertThat(await(() -> store().head(key))).hasValueSatisfying(head -> {
            assertThat(head)
                    .usingRecursiveComparison()
                    .ignoringFields("storedAt")
                    .isEqualTo(put);
            assertThat(head.contentType()).isEqualTo(TEXT);
            assertThat(head.storedAt())
                    .isBetween(put.storedAt().minusSeconds(10), put.storedAt().plusSeconds(10));
        });
        assertThat(read(key, ByteRange.ALL)).isEqualTo(Buffer.buffer("hello"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8 * 1024 * 1024, 8 * 1024 * 1024 + 1, BIG})
    default void fileShouldComeBackAsItWas(int size, @TempDir Path temp) throws IOException {
        BlobKey key = new BlobKey("file/" + size);
        byte[] bytes = random(size);
        Path file = Files.write(temp.resolve("source"), bytes);

        BlobInfo put = await(() -> store().put(key, BlobSource.of(file), TEXT));

        assertThat(put.sha256()).isEqualTo(Staging.sha256Hex(bytes));
        assertThat(await(() -> store().head(key)).orElseThrow().sha256()).isEqualTo(put.sha256());
        assertThat(read(key, ByteRange.ALL).getBytes()).isEqualTo(bytes);
        assertThat(file).exists();
    }

    @Test
    default void streamShouldComeBackAsItWas(@TempDir Path temp) throws IOException {
        BlobKey key = new BlobKey("stream/big");
        byte[] bytes = random(BIG);
        Path from = Files.write(temp.resolve("from"), bytes);
        Path to = temp.resolve("to");

        await(() -> vertx().fileSystem()
                .open(from.toString(), new OpenOptions().setWrite(false))
                .compose(file -> store().put(key, BlobSource.of(file, BIG), TEXT)));
        await(() -> store().get(key).compose(content -> vertx().fileSystem()
                .open(to.toString(), new OpenOptions())
                .compose(content::pipeTo)));

        assertThat(to).hasBinaryContent(bytes);
    }

    @Test
    default void putShouldReplace() {
        BlobKey key = new BlobKey("replace/it");

        await(() -> store().put(key, BlobSource.of(Buffer.buffer("longer than the next")), TEXT));
        await(() -> store().put(key, BlobSource.of(Buffer.buffer("next")), "application/json"));

        assertThat(read(key, ByteRange.ALL)).isEqualTo(Buffer.buffer("next"));
        assertThat(await(() -> store().head(key)).orElseThrow().contentType()).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, BIG})
    default void putIfAbsentShouldLeaveWhatIsThere(int size) {
        BlobKey key = new BlobKey("absent/" + size);
        BlobSource late = BlobSource.of(Buffer.buffer(random(size)));

        assertThat(await(() -> store().putIfAbsent(key, BlobSource.of(Buffer.buffer("first")), TEXT)))
                .isPresent();
        assertThat(await(() -> store().putIfAbsent(key, late, TEXT))).isEmpty();

        assertThat(read(key, ByteRange.ALL)).isEqualTo(Buffer.buffer("first"));
    }

    @Test
    default void rangeShouldGiveItsPart() {
        BlobKey key = new BlobKey("range/digits");
        await(() -> store().put(key, BlobSource.of(Buffer.buffer("0123456789")), TEXT));

        assertThat(read(key, new ByteRange(0, 0))).isEqualTo(Buffer.buffer("0"));
        assertThat(read(key, new ByteRange(3, 5))).isEqualTo(Buffer.buffer("345"));
        assertThat(read(key, ByteRange.from(7))).isEqualTo(Buffer.buffer("789"));
        assertThat(read(key, new ByteRange(8, 1000))).isEqualTo(Buffer.buffer("89"));
    }

    @Test
    default void rangeShouldTellWhereItLies() {
        BlobKey key = new BlobKey("range/told");
        await(() -> store().put(key, BlobSource.of(Buffer.buffer("0123456789")), TEXT));

        BlobContent content = await(() -> store().get(key, new ByteRange(8, 1000)));

        assertThat(content.first()).isEqualTo(8);
        assertThat(content.length()).isEqualTo(2);
        assertThat(content.info().size()).isEqualTo(10);
        await(content::close);
    }

    @Test
    default void rangeBehindTheEndShouldBeRefused() {
        BlobKey key = new BlobKey("range/behind");
        await(() -> store().put(key, BlobSource.of(Buffer.buffer("0123456789")), TEXT));

        assertReason(BlobException.Reason.RANGE, () -> await(() -> store().get(key, ByteRange.from(10))));
    }

    @Test
    default void missingBlobShouldBeToldApart() {
        BlobKey key = new BlobKey("missing/one");

        assertReason(BlobException.Reason.MISSING, () -> await(() -> store().get(key)));
        assertThat(await(() -> store().head(key))).isEmpty();
    }

    @Test
    default void deleteShouldSucceedAlsoWhenThereIsNothing() {
        BlobKey key = new BlobKey("delete/one");
        await(() -> store().put(key, BlobSource.of(Buffer.buffer("x")), TEXT));

        await(() -> store().delete(key));
        await(() -> store().delete(key));

        assertThat(await(() -> store().head(key))).isEmpty();
    }

    @Test
    default void listShouldGiveEveryKeyOfThePrefixOnceOverPages() {
        List<BlobKey> wanted = IntStream.range(0, 25)
                .mapToObj(n -> new BlobKey("list/a@example.com/" + n))
                .toList();
        Stream.concat(wanted.stream(), Stream.of(new BlobKey("list/b@example.com/1"), new BlobKey("lis")))
                .forEach(key -> await(() -> store().put(key, BlobSource.of(Buffer.buffer("x")), TEXT)));

        var listed = new ArrayList<BlobKey>();
        BlobPage page = await(() -> store().list("list/a@", null, 10));
        listed.addAll(page.keys());
        while (page.next() != null) {
            String from = page.next();
            page = await(() -> store().list("list/a@", from, 10));
            assertThat(page.keys()).hasSizeLessThanOrEqualTo(10);
            listed.addAll(page.keys());
        }

        assertThat(listed).containsExactlyInAnyOrderElementsOf(wanted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "odd/a@b.c/Über ü/x+y z%/obj@1",
                "odd/\"quoted\"@example.com/<x>&'y'",
                "odd/%2e%2e/%00",
                "odd/...",
                "odd/emoji \uD83D\uDCE7"
            })
    default void unusualKeyShouldBeKeptAsItIs(String name) {
        BlobKey key = new BlobKey(name);

        await(() -> store().put(key, BlobSource.of(Buffer.buffer(name)), TEXT));

        assertThat(read(key, ByteRange.ALL)).isEqualTo(Buffer.buffer(name));
        assertThat(await(() -> store().list(name, null, 10)).keys()).containsExactly(key);
    }

    @Test
    default void streamOfAnotherLengthShouldStoreNothing() {
        BlobKey key = new BlobKey("length/wrong");

        for (long announced : List.of(0L, 9L, 11L)) {
            var stream = new FakeStream(List.of(Buffer.buffer("01234"), Buffer.buffer("56789")), null);
            assertReason(
                    BlobException.Reason.LENGTH,
                    () -> await(() -> store().put(key, BlobSource.of(stream, announced), TEXT)));
        }
        assertThat(await(() -> store().head(key))).isEmpty();
    }

    @Test
    default void streamThatBreaksShouldStoreNothing() {
        BlobKey key = new BlobKey("length/broken");
        var stream = new FakeStream(List.of(Buffer.buffer("01234")), new IOException("connection lost"));

        assertThatThrownBy(() -> await(() -> store().put(key, BlobSource.of(stream, 10), TEXT)))
                .hasStackTraceContaining("connection lost");

        assertThat(await(() -> store().head(key))).isEmpty();
    }

    @Test
    default void contentTypeThatIsNoneShouldBeRefused() {
        BlobKey key = new BlobKey("type/none");

        for (String type : List.of("", "text", "text/plain\r\nX-Evil: 1", "text/ü", "text/" + "x".repeat(251))) {
            assertThatThrownBy(() -> store().put(key, BlobSource.of(Buffer.buffer("x")), type))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    default void manyBlobsOpenedAndLeftShouldHoldNothingBack() {
        BlobKey key = new BlobKey("left/big");
        await(() -> store().put(key, BlobSource.of(Buffer.buffer(random(1024 * 1024))), TEXT));

        for (int n = 0; n < 100; n++) {
            BlobContent content = await(() -> store().get(key));
            await(content::close);
        }

        assertThat(read(key, ByteRange.ALL).length()).isEqualTo(1024 * 1024);
    }

    @Test
    default void slowReaderShouldGetEveryByte() {
        BlobKey key = new BlobKey("slow/big");
        byte[] bytes = random(3 * 1024 * 1024);
        await(() -> store().put(key, BlobSource.of(Buffer.buffer(bytes)), TEXT));
        var all = Buffer.buffer();

        await(() -> store().get(key).compose(content -> Future.<Void>future(done -> content.stream()
                        .handler(buffer -> {
                            all.appendBuffer(buffer);
                            vertx().setTimer(1, next -> content.stream().fetch(1));
                        })
                        .exceptionHandler(done::tryFail)
                        .endHandler(done::tryComplete)
                        .fetch(1))
                .eventually(content::close)));

        assertThat(all.getBytes()).isEqualTo(bytes);
    }

    @Test
    default void resultsShouldArriveOnTheContextOfTheCaller() {
        BlobKey key = new BlobKey("context/one");
        Context context = vertx().getOrCreateContext();

        List<Context> arrived = onContext(context, () -> {
            var seen = new ArrayList<Context>();
            return store().put(key, BlobSource.of(Buffer.buffer("x")), TEXT)
                    .onComplete(put -> seen.add(vertx().getOrCreateContext()))
                    .compose(put -> store().get(key))
                    .onComplete(get -> seen.add(vertx().getOrCreateContext()))
                    .compose(BlobContent::bytes)
                    .onComplete(read -> seen.add(vertx().getOrCreateContext()))
                    .<List<Context>>map(seen);
        });

        assertThat(arrived).hasSize(3).containsOnly(context);
    }

    @Test
    default void checkShouldSucceed() {
        await(() -> store().check());
    }

    static void assertReason(BlobException.Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(BlobException.class, failure -> assertThat(failure.reason())
                .isEqualTo(reason));
    }

    static byte[] random(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    default Buffer read(BlobKey key, ByteRange range) {
        return await(() -> store().get(key, range).compose(BlobContent::bytes));
    }

    /** Calls on an event loop, as the server does. */
    default <T> T await(Supplier<Future<T>> call) {
        return onContext(vertx().getOrCreateContext(), call);
    }

    static <T> T onContext(Context context, Supplier<Future<T>> call) {
        return Future.<Future<T>>future(started -> context.runOnContext(now -> {
                    try {
                        started.complete(call.get());
                    } catch (RuntimeException failure) {
                        started.fail(failure);
                    }
                }))
                .compose(running -> running)
                .await();
    }
}
