package dev.gatehouse.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Puts a {@code User-Agent} into words that may stand in a mail: always out of a fixed set, for the header itself is whatever
 * the sender of the request wants people to read.
 */
public final class UserAgent {

    // Order matters: most browsers also claim to be those further down.
    private static final Map<String, String> BROWSERS = ordered(
            "Edg",
            "Edge",
            "OPR/",
            "Opera",
            "SamsungBrowser",
            "Samsung Internet",
            "Firefox",
            "Firefox",
            "FxiOS",
            "Firefox",
            "Chrome",
            "Chrome",
            "CriOS",
            "Chrome",
            "Safari",
            "Safari");
    private static final Map<String, String> SYSTEMS = ordered(
            "iPhone",
            "iPhone",
            "iPad",
            "iPad",
            "Android",
            "Android",
            "Windows",
            "Windows",
            "CrOS",
            "ChromeOS",
            "Mac OS X",
            "macOS",
            "Linux",
            "Linux");

    private UserAgent() {}

    /** Such as {@code Firefox on Windows}; {@code an unknown program} when nothing is recognised. */
    public static String inWords(String userAgent) {
        String browser = find(BROWSERS, userAgent);
        String system = find(SYSTEMS, userAgent);
        if (browser.isEmpty()) {
            return system.isEmpty() ? "an unknown program" : "a program on " + system;
        }
        return system.isEmpty() ? browser : browser + " on " + system;
    }

    private static String find(Map<String, String> words, String userAgent) {
        return words.entrySet().stream()
                .filter(entry -> userAgent.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
