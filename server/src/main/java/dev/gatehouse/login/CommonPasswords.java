package dev.gatehouse.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * The passwords that everyone tries first. Kept as sorted 64-bit hashes, 8 bytes an entry: a chance hit on a password
 * that is not listed has odds of 1 in 10^14 and costs its owner another choice.
 */
final class CommonPasswords {
    private static final String RESOURCE = "/login/common-passwords.txt";
    private static final String COMMENT = "# ";

    private final long[] hashes;

    private CommonPasswords(long[] hashes) {
        this.hashes = hashes;
    }

    /** Reads the shipped list; about 20,000 entries, some 10 ms. */
    static CommonPasswords load() {
        try (InputStream in = CommonPasswords.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the class path");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return new CommonPasswords(lines.lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith(COMMENT))
                    .mapToLong(CommonPasswords::hash)
                    .sorted()
                    .toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int size() {
        return hashes.length;
    }

    /** Whether the list has this text. */
    boolean contains(String folded) {
        return Arrays.binarySearch(hashes, hash(folded)) >= 0;
    }

    /** The form in which passwords are compared with words: compatibility forms and case made equal. */
    static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    /** FNV-1a over UTF-16 units: nobody gains from a collision, which would only forbid a password. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
