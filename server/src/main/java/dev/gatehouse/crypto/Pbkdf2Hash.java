package dev.gatehouse.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * PBKDF2 (RFC 8018), imported: {@code $pbkdf2-sha256$i=..$salt$hash} in PHC form, the same with passlib's bare number
 * and {@code .} for {@code +}, or Django's {@code pbkdf2_sha256$iterations$salt$hash} with the salt as plain text.
 */
final class Pbkdf2Hash implements PasswordHash {
    private static final Pattern PHC = Pattern.compile("\\$pbkdf2(?:-(sha1|sha256|sha512))?\\$(?:i=)?(\\d{1,9})"
            + "(?:,l=\\d{1,3})?\\$([A-Za-z0-9+/.]{6,86})={0,2}\\$([A-Za-z0-9+/.]{22,86})={0,2}");
    private static final Pattern DJANGO = Pattern.compile(
            "pbkdf2_(sha1|sha256|sha512)\\$(\\d{1,9})\\$([\\x21-\\x7e&&[^$]]{4,86})\\$([A-Za-z0-9+/]{22,86})={0,2}");

    private final Digest digest;
    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private Pbkdf2Hash(Digest digest, int iterations, byte[] salt, byte[] hash) {
        if (iterations < 1 || iterations > digest.maxIterations) {
            throw new InvalidPasswordHash("PBKDF2 iterations must be 1 to " + digest.maxIterations);
        }
        if (hash.length > digest.bytes) {
            // Each further block would cost all iterations again.
            throw new InvalidPasswordHash("PBKDF2 hash must not be longer than its digest");
        }
        this.digest = digest;
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    static Pbkdf2Hash parse(String encoded) {
        Matcher phc = PHC.matcher(encoded);
        Matcher django = DJANGO.matcher(encoded);
        try {
            if (phc.matches()) {
                return new Pbkdf2Hash(
                        Digest.of(phc.group(1) == null ? "sha1" : phc.group(1)),
                        Integer.parseInt(phc.group(2)),
                        decode(phc.group(3)),
                        decode(phc.group(4)));
            }
            if (django.matches()) {
                return new Pbkdf2Hash(
                        Digest.of(django.group(1)),
                        Integer.parseInt(django.group(2)),
                        django.group(3).getBytes(StandardCharsets.US_ASCII),
                        decode(django.group(4)));
            }
        } catch (InvalidPasswordHash e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InvalidPasswordHash("PBKDF2 salt and hash must be base64");
        }
        throw new InvalidPasswordHash("Not a PBKDF2 hash in PHC, passlib or Django form");
    }

    boolean matches(Password password) {
        PBEKeySpec spec = new PBEKeySpec(password.text().toCharArray(), salt, iterations, hash.length * 8);
        try {
            // The JDK encodes the characters as UTF-8 for these algorithms.
            byte[] computed = SecretKeyFactory.getInstance(digest.algorithm)
                    .generateSecret(spec)
                    .getEncoded();
            return Tokens.same(hash, computed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + digest.algorithm, e);
        } finally {
            spec.clearPassword();
        }
    }

    @Override
    public String scheme() {
        return "pbkdf2-" + digest.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return scheme() + " " + iterations;
    }

    private static byte[] decode(String base64) {
        return Base64.getDecoder().decode(base64.replace('.', '+'));
    }

    /** Each with the iterations that take about half a second; Django's and OWASP's defaults are well below. */
    private enum Digest {
        SHA1("PBKDF2WithHmacSHA1", 20, 1_500_000),
        SHA256("PBKDF2WithHmacSHA256", 32, 1_500_000),
        SHA512("PBKDF2WithHmacSHA512", 64, 500_000);

        private final String algorithm;
        private final int bytes;
        private final int maxIterations;

        Digest(String algorithm, int bytes, int maxIterations) {
            this.algorithm = algorithm;
            this.bytes = bytes;
            this.maxIterations = maxIterations;
        }

        static Digest of(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }
}
