package dev.gatehouse.db;

import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/** The conditions of a listing, joined by AND, and their parameters in order. Values never become part of the SQL text. */
public final class Where {

    private final StringBuilder conditions = new StringBuilder();
    private final Tuple parameters = Tuple.tuple();

    /** Adds a condition; each {@code ?} in it takes the next value. */
    public Where and(String condition, Object... values) {
        conditions.append(conditions.isEmpty() ? "WHERE (" : " AND (");
        int next = 0;
        for (int i = 0; i < condition.length(); i++) {
            char c = condition.charAt(i);
            if (c == '?') {
                conditions.append(bind(values[next]));
                next++;
            } else {
                conditions.append(c);
            }
        }
        conditions.append(')');
        return this;
    }

    /** Adds a condition with one value, or nothing when there is no value. */
    public Where andIf(String condition, Optional<?> value) {
        value.ifPresent(present -> and(condition, present));
        return this;
    }

    /** A parameter outside the conditions, such as a limit: its place in the statement. */
    public String bind(Object value) {
        parameters.addValue(value);
        return "$" + parameters.size();
    }

    /** {@code WHERE ...}, or nothing without conditions. */
    public String sql() {
        return conditions.toString();
    }

    public Tuple parameters() {
        return parameters;
    }

    /** A pattern for {@code ILIKE} that finds these words anywhere, taken literally. */
    public static String containing(String words) {
        return "%" + literal(words) + "%";
    }

    /** Text for {@code LIKE} in which nothing is a wildcard. */
    public static String literal(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
