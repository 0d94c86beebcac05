package dev.gatehouse.account;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What a person is told by mail.
 *
 * @param kind a short word for statistics, such as {@code new-device}
 * @param subject one line, which may be seen on a locked screen
 * @param body plain text, lines ended by {@code \n}
 */
public record Letter(String kind, String subject, String body) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** A time as letters write it, such as {@code 3 March 2026, 14:05 UTC}. */
    public static String time(Instant instant) {
        return TIME.format(instant);
    }
}
