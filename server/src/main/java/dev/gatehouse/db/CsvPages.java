package dev.gatehouse.db;

import dev.gatehouse.http.Csv;
import dev.gatehouse.http.Parts;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** A list of any length as CSV: each part is a page, and between two of them no connection to the database is held. */
public final class CsvPages<T> implements Parts {

    private static final int ROWS = 500;

    private final Csv csv;
    private final BiConsumer<Csv, T> row;
    private final Function<Page.Wanted, Future<Page<T>>> pages;
    private Optional<Page.Wanted> wanted = Optional.of(Page.Wanted.upTo(ROWS));

    /**
     * Makes the file.
     *
     * @param csv with the names of the columns
     * @param row adds one item to it
     * @param pages reads the wanted page
     */
    public CsvPages(Csv csv, BiConsumer<Csv, T> row, Function<Page.Wanted, Future<Page<T>>> pages) {
        this.csv = csv;
        this.row = row;
        this.pages = pages;
    }

    @Override
    public Future<Optional<Buffer>> next() {
        if (wanted.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        return pages.apply(wanted.get()).map(page -> {
            wanted = page.next().map(key -> new Page.Wanted(ROWS, Optional.of(key)));
            page.items().forEach(item -> row.accept(csv, item));
            return Optional.of(csv.take());
        });
    }
}
