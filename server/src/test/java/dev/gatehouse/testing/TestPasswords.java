package dev.gatehouse.testing;

import dev.gatehouse.crypto.Argon2;
import dev.gatehouse.crypto.Argon2Parameters;
import dev.gatehouse.crypto.Password;
import dev.gatehouse.crypto.PasswordHasher;
import dev.gatehouse.crypto.SodiumArgon2;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Hashes for people that tests put straight into the database; each password once a JVM. */
final class TestPasswords {

    private static final Argon2Parameters CHEAP = new Argon2Parameters(7168, 1, 1, 32);
    private static final PasswordHasher HASHER =
            new PasswordHasher(Argon2.best(CHEAP, SodiumArgon2.USUAL_NAMES).argon2(), CHEAP);
    private static final Map<String, String> HASHES = new ConcurrentHashMap<>();

    private TestPasswords() {}

    static String hash(String password) {
        return HASHES.computeIfAbsent(password, text -> HASHER.hash(Password.of(text)));
    }
}
