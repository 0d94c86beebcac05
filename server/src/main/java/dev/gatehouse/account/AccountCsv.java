package dev.gatehouse.account;

import dev.gatehouse.http.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads a file of people (RFC 4180, comma or semicolon). What is wrong with a single row is left to {@link ImportCheck}. */
final class AccountCsv {

    static final int MAX_ROWS = 10_000;

    private static final String KNOWN = "Known columns are name, addresses, roles, invite and password_hash.";
    private static final int SHOWN = 40;

    private enum Column {
        NAME,
        ADDRESSES,
        ROLES,
        INVITE,
        PASSWORD_HASH,
        /** Written by the export of refused rows, so that the repaired file can be taken as it is. */
        REASON
    }

    private AccountCsv() {}

    /**
     * Reads the rows.
     *
     * @throws Problem {@code import-unreadable} with what is wrong with the file as a whole
     */
    static List<ImportLine> read(String text) {
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter(content))
                .setIgnoreEmptyLines(false)
                .setIgnoreSurroundingSpaces(true)
                .get();
        try (CSVParser parser = CSVParser.parse(new StringReader(content), format)) {
            return rows(parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ImportLine> rows(CSVParser parser) {
        List<ImportLine> rows = new ArrayList<>();
        try {
            Iterator<CSVRecord> records = parser.iterator();
            Map<Column, Integer> columns = null;
            while (records.hasNext()) {
                CSVRecord row = records.next();
                int line = firstLine(parser, row);
                if (row.size() == 1 && row.get(0).isBlank()) {
                    continue;
                }
                if (columns == null) {
                    columns = columns(row);
                } else if (rows.size() == MAX_ROWS) {
                    throw unreadable("The file has more than 10,000 rows. Split it.");
                } else {
                    rows.add(line(columns, row, line));
                }
            }
        } catch (UncheckedIOException | IllegalStateException malformed) {
            throw unreadable(
                    "There is a misplaced quotation mark near line %d.".formatted(parser.getCurrentLineNumber()));
        }
        if (rows.isEmpty()) {
            throw unreadable("There are no rows below the names of the columns. " + KNOWN);
        }
        return rows;
    }

    private static Map<Column, Integer> columns(CSVRecord header) {
        Map<Column, Integer> columns = new EnumMap<>(Column.class);
        for (int i = 0; i < header.size(); i++) {
            String written = header.get(i).strip();
            Column column = Arrays.stream(Column.values())
                    .filter(each -> each.name().equals(written.toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> unreadable("There is no column “%s”. ".formatted(shown(written)) + KNOWN));
            if (columns.putIfAbsent(column, i) != null) {
                throw unreadable("The column “%s” is there twice.".formatted(shown(written)));
            }
        }
        if (!columns.containsKey(Column.NAME) || !columns.containsKey(Column.ADDRESSES)) {
            throw unreadable("The first row must name the columns; name and addresses are needed. " + KNOWN);
        }
        return columns;
    }

    private static ImportLine line(Map<Column, Integer> columns, CSVRecord row, int line) {
        Optional<String> problem = row.size() > columns.size()
                ? Optional.of("The row has more cells than there are columns.")
                : Optional.empty();
        return new ImportLine(
                line,
                cell(columns, row, Column.NAME),
                words(cell(columns, row, Column.ADDRESSES), "\\s+"),
                words(cell(columns, row, Column.ROLES), "[\\s,;]+"),
                cell(columns, row, Column.INVITE),
                Optional.of(cell(columns, row, Column.PASSWORD_HASH)).filter(hash -> !hash.isEmpty()),
                problem);
    }

    private static String cell(Map<Column, Integer> columns, CSVRecord row, Column column) {
        Integer index = columns.get(column);
        return index == null || index >= row.size() ? "" : row.get(index).strip();
    }

    private static List<String> words(String cell, String separator) {
        return cell.isEmpty() ? List.of() : List.of(cell.split(separator));
    }

    /** Where the row begins: the parser stands at its end, and a quoted cell may hold line breaks. */
    private static int firstLine(CSVParser parser, CSVRecord row) {
        long breaks = row.stream().mapToLong(AccountCsv::lineBreaks).sum();
        return (int) (parser.getCurrentLineNumber() - breaks);
    }

    private static long lineBreaks(String cell) {
        return cell.replace("\r\n", "\n")
                .chars()
                .filter(c -> c == '\n' || c == '\r')
                .count();
    }

    /** Whichever of comma and semicolon the first line has more of, outside quotation marks. */
    private static char delimiter(String content) {
        int commas = 0;
        int semicolons = 0;
        boolean quoted = false;
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '\n' || c == '\r')) {
                break;
            } else if (!quoted) {
                commas += c == ',' ? 1 : 0;
                semicolons += c == ';' ? 1 : 0;
            }
        }
        return semicolons > commas ? ';' : ',';
    }

    private static String shown(String written) {
        return written.length() > SHOWN ? written.substring(0, SHOWN) + "…" : written;
    }

    private static Problem unreadable(String detail) {
        return AccountProblems.IMPORT_UNREADABLE.problem(detail);
    }
}
