package dev.gatehouse.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Compares what a client declares with what an operation takes (RFC 9110, section 8.3). */
final class MediaType {

    private MediaType() {}

    /** Whether a {@code Content-Type} names that type, and no other charset than the one that everything is read in. */
    static boolean is(String wanted, @Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String[] parts = contentType.split(";", -1);
        if (!parts[0].strip().equalsIgnoreCase(wanted)) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT).replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                return false;
            }
        }
        return true;
    }
}
