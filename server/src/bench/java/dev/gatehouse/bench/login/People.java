package dev.gatehouse.bench.login;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** The people that both servers are given: one password, hashed with Keycloak's default parameters (argon2id, t=5, m=7168, p=1). */
final class People {

    static final int COUNT = 1000;
    static final String PASSWORD = "correct horse battery staple 7";
    static final int ITERATIONS = 5;
    static final int MEMORY_KIB = 7168;
    static final int LENGTH = 32;

    private static final byte[] SALT = "bench-bench-salt".getBytes(StandardCharsets.US_ASCII);

    private People() {}

    static String email(int person) {
        return "person" + person + "@acme.example";
    }

    static String salt() {
        return Base64.getEncoder().encodeToString(SALT);
    }

    static String hash() {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withIterations(ITERATIONS)
                .withMemoryAsKB(MEMORY_KIB)
                .withParallelism(1)
                .withSalt(SALT)
                .build());
        byte[] hash = new byte[LENGTH];
        generator.generateBytes(PASSWORD.toCharArray(), hash);
        return Base64.getEncoder().encodeToString(hash);
    }

    /** As a PHC string. */
    static String phc() {
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + ITERATIONS + ",p=1$" + salt().replace("=", "") + "$"
                + hash().replace("=", "");
    }
}
