package dev.gatehouse.crypto;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;

/**
 * Argon2 in Java, always there. Each thread keeps the blocks of its last hash (19 MiB by default) for the next one, so
 * that hashing makes no garbage; use few threads.
 *
 * <p>Its speed hangs on the JIT inlining the rounds, which it sometimes does not: the same hash then takes twice as long
 * for the life of the process. The launcher makes the fast case certain with
 * {@code -XX:CompileCommand=quiet -XX:CompileCommand=inline,org.bouncycastle.crypto.generators.Argon2BytesGenerator*::*}.
 */
public final class BouncyCastleArgon2 implements Argon2 {
    private static final byte[] NONE = {};

    private final ThreadLocal<FixedBlockPool> blocks = ThreadLocal.withInitial(() -> {
        Argon2Parameters usual = Argon2Parameters.DEFAULT;
        return new FixedBlockPool(Argon2BytesGenerator.getBlockCount(usual.memoryKib(), usual.parallelism()));
    });

    @Override
    public byte[] hash(Type type, byte[] password, byte[] salt, Argon2Parameters parameters) {
        return hash(type, password, salt, NONE, NONE, parameters);
    }

    /** With RFC 9106's optional inputs, secret K and associated data X; empty for none. */
    byte[] hash(Type type, byte[] password, byte[] salt, byte[] secret, byte[] data, Argon2Parameters parameters) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new org.bouncycastle.crypto.params.Argon2Parameters.Builder(code(type))
                .withVersion(org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(parameters.memoryKib())
                .withIterations(parameters.iterations())
                .withParallelism(parameters.parallelism())
                .withSalt(salt)
                .withSecret(secret)
                .withAdditional(data)
                .withBlockPool(blocks.get())
                .build());
        byte[] hash = new byte[parameters.hashLength()];
        generator.generateBytes(password, hash);
        return hash;
    }

    private static int code(Type type) {
        return switch (type) {
            case I -> org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_i;
            case ID -> org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_id;
        };
    }
}
