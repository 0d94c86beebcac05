package dev.gatehouse.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.testing.ChildJvm;
import dev.gatehouse.work.Blocking;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FolderBlobStoreIT implements BlobStoreContract {

    private static final int WRITTEN_BEFORE_THE_KILL = 20;

    private final Vertx vertx = Vertx.vertx();
    private final Blocking blocking = new Blocking(vertx);
    private final BlobStore store;

    FolderBlobStoreIT(@TempDir Path folder) {
        this.store = open(folder.resolve("blobs"));
    }

    @AfterAll
    void close() {
        store.close();
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
    void keyMayBeTheFolderOfAnotherKey() {
        await(() -> store.put(new BlobKey("nested"), BlobSource.of(Buffer.buffer("outer")), TEXT));
        await(() -> store.put(new BlobKey("nested/in"), BlobSource.of(Buffer.buffer("inner")), TEXT));

        assertThat(read(new BlobKey("nested"), ByteRange.ALL)).isEqualTo(Buffer.buffer("outer"));
        assertThat(read(new BlobKey("nested/in"), ByteRange.ALL)).isEqualTo(Buffer.buffer("inner"));
    }

    @Test
    void ofManyPutIfAbsentAtOnceExactlyOneShouldStore() {
        BlobKey key = new BlobKey("absent/race");

        List<Future<Optional<BlobInfo>>> race = await(() -> {
            List<Future<Optional<BlobInfo>>> all = IntStream.range(0, 16)
                    .mapToObj(n -> store.putIfAbsent(key, BlobSource.of(Buffer.buffer("by " + n)), TEXT))
                    .toList();
            return Future.all(all).map(all);
        });

        List<BlobInfo> winners =
                race.stream().map(Future::result).flatMap(Optional::stream).toList();
        assertThat(winners).hasSize(1);
        assertThat(await(() -> store.head(key)).orElseThrow().sha256())
                .isEqualTo(winners.getFirst().sha256());
    }

    @Test
    void readerShouldKeepTheBlobItOpenedWhenItIsReplacedOrDeleted() {
        BlobKey key = new BlobKey("replaced/while/open");
        await(() -> store.put(key, BlobSource.of(Buffer.buffer("old")), TEXT));
        BlobContent opened = await(() -> store.get(key));

        await(() -> store.put(key, BlobSource.of(Buffer.buffer("replacement")), TEXT));
        await(() -> store.delete(key));

        assertThat(await(opened::bytes)).isEqualTo(Buffer.buffer("old"));
    }

    @Test
    void openShouldRemoveWhatWasLeftHalfStored(@TempDir Path folder) throws IOException {
        open(folder).close();
        Files.createFile(folder.resolve("new/dead.lock"));
        Path dead = Files.createDirectory(folder.resolve("new/dead"));
        Files.writeString(dead.resolve("half"), "half a blob");

        open(folder).close();

        assertThat(dead).doesNotExist();
    }

    @Test
    void failedPutShouldLeaveNoFile(@TempDir Path folder) throws IOException {
        BlobStore fresh = open(folder);

        assertThatThrownBy(() -> await(() -> fresh.put(
                        new BlobKey("a"), BlobSource.of(new FakeStream(List.of(Buffer.buffer("x")), null), 2), TEXT)))
                .isInstanceOf(BlobException.class);

        assertThat(filesIn(folder)).isEmpty();
    }

    @Test
    void damagedFileShouldBeToldApart(@TempDir Path folder) throws IOException {
        BlobStore fresh = open(folder);
        BlobKey key = new BlobKey("damaged");
        await(() -> fresh.put(key, BlobSource.of(Buffer.buffer("whole")), TEXT));
        Path file = filesIn(folder).getFirst();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));

        BlobStoreContract.assertReason(BlobException.Reason.DAMAGED, () -> await(() -> fresh.get(key)));
        BlobStoreContract.assertReason(BlobException.Reason.DAMAGED, () -> await(() -> fresh.head(key)));
    }

    @Test
    void goneFolderShouldFailTheCheckAndPuts(@TempDir Path folder) throws IOException {
        BlobStore fresh = open(folder.resolve("gone"));
        Files.move(folder.resolve("gone"), folder.resolve("elsewhere"));

        assertThatThrownBy(() -> await(fresh::check)).isInstanceOf(BlobException.class);
        assertThatThrownBy(() -> await(() -> fresh.put(new BlobKey("a"), BlobSource.of(Buffer.buffer("x")), TEXT)))
                .isInstanceOf(BlobException.class);
    }

    /** A command opens the folder while the server runs. */
    @Test
    void openShouldLeaveWhatALivingStoreIsWriting(@TempDir Path folder) throws IOException {
        open(folder);
        Path uploads = folder.resolve("new");
        Path alive = onlyFolderIn(uploads);
        Path halfStored = Files.createFile(alive.resolve("half"));

        open(folder);

        assertThat(halfStored).exists();
    }

    private static Path onlyFolderIn(Path parent) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    @Test
    void openShouldRefuseAFile(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> open(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("blob folder");
    }

    @Test
    void everyBlobToldStoredShouldSurviveAKill(@TempDir Path folder) throws IOException {
        ChildJvm writer = ChildJvm.start(Writer.class, folder.toString());
        var told = new ArrayList<String>();
        while (told.size() < WRITTEN_BEFORE_THE_KILL) {
            told.add(writer.readLine());
        }

        writer.kill();

        BlobStore survivor = open(folder);
        for (String name : told) {
            Buffer bytes = await(() -> survivor.get(new BlobKey(name)).compose(BlobContent::bytes));
            assertThat(bytes).isEqualTo(Writer.content(name));
        }
        assertThat(filesIn(folder.resolve("new"))).isEmpty();
        assertThat(await(() -> survivor.list("", null, BlobStore.MAX_PAGE)).keys())
                .hasSizeGreaterThanOrEqualTo(told.size());
    }

    /** Stores blobs for as long as it lives, and tells each key once it is stored. */
    static final class Writer {

        public static void main(String[] arguments) {
            Vertx vertx = Vertx.vertx();
            BlobStore store =
                    FolderBlobStore.open(vertx, new Blocking(vertx), Clock.systemUTC(), Path.of(arguments[0]));
            for (int n = 0; ; n++) {
                String name = "kill/" + n;
                store.put(new BlobKey(name), BlobSource.of(content(name)), TEXT).await();
                System.out.println(name);
            }
        }

        static Buffer content(String name) {
            return Buffer.buffer(name.repeat(10_000));
        }
    }

    private BlobStore open(Path folder) {
        return FolderBlobStore.open(vertx, blocking, Clock.systemUTC(), folder);
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".lock"))
                    .toList();
        }
    }
}
