package dev.gatehouse.http;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Writes comma-separated values (RFC 4180) that a spreadsheet can open without running anything that somebody typed. */
public final class Csv {

    // At the beginning, and behind a semicolon, which parts cells where the comma is for decimals.
    private static final Pattern FORMULA = Pattern.compile("(^|;[\\s\"']*)(?=[=+\\-@\\t\\r\\n＝＋－＠])");

    private final StringBuilder text = new StringBuilder();
    private final CSVPrinter printer;

    private Csv() {
        try {
            printer = new CSVPrinter(text, CSVFormat.RFC4180);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins with a row of column names. */
    public static Csv of(String... columns) {
        return new Csv().row((Object[]) columns);
    }

    /** Adds a row; an absent cell is empty, a time is RFC 3339 in UTC. */
    public Csv row(@Nullable Object... cells) {
        try {
            printer.printRecord(Stream.of(cells).map(Csv::cell));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was added since this was called last. */
    public Buffer take() {
        Buffer taken = Buffer.buffer(text.toString());
        text.setLength(0);
        return taken;
    }

    private static Object cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Instant time -> DateTimeFormatter.ISO_INSTANT.format(time);
            case Number number -> number;
            default -> defused(value.toString());
        };
    }

    /** An apostrophe before what a spreadsheet would take for a formula: it shows the text instead. */
    private static String defused(String value) {
        return FORMULA.matcher(value).replaceAll("$1'");
    }
}
