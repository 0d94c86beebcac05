package dev.gatehouse.db;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads rows, and turns our types into those of the PostgreSQL client. */
public final class Rows {

    private Rows() {}

    public static <T> List<T> list(RowSet<Row> rows, Function<Row, T> map) {
        List<T> list = new ArrayList<>(rows.size());
        rows.forEach(row -> list.add(map.apply(row)));
        return list;
    }

    public static <T> Optional<T> first(RowSet<Row> rows, Function<Row, T> map) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(map.apply(rows.iterator().next()));
    }

    /** Whether a conditional statement changed something: the database's word on a conflict. */
    public static boolean changed(RowSet<Row> rows) {
        return rows.rowCount() > 0;
    }

    public static UUID uuid(Row row, String column) {
        return Objects.requireNonNull(row.getUUID(column), column);
    }

    public static String string(Row row, String column) {
        return Objects.requireNonNull(row.getString(column), column);
    }

    public static JsonObject json(Row row, String column) {
        return Objects.requireNonNull(row.getJsonObject(column), column);
    }

    public static List<String> strings(Row row, String column) {
        return List.of(row.getArrayOfStrings(column));
    }

    public static Instant instant(Row row, String column) {
        return Objects.requireNonNull(maybeInstant(row, column), column);
    }

    public static @Nullable Instant maybeInstant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    /** A time as a parameter of a statement. */
    public static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    public static @Nullable OffsetDateTime maybeTime(@Nullable Instant instant) {
        return instant == null ? null : time(instant);
    }
}
