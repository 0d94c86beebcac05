package dev.gatehouse.crypto;

/**
 * Cost of an Argon2 hash (RFC 9106). The bounds are those of hashes this server is willing to compute at all, own or
 * imported: beyond them one sign-in would occupy a thread for seconds.
 *
 * @param memoryKib memory in KiB, 8 x parallelism to 131072 (128 MiB)
 * @param iterations passes over the memory; memory x iterations is at most 524288 KiB, about 14 times the default
 * @param parallelism lanes, 1 to 16; computed one after the other here
 * @param hashLength bytes of the hash, 16 to 64
 */
public record Argon2Parameters(int memoryKib, int iterations, int parallelism, int hashLength) {
    /** OWASP's first choice: 19 MiB, two passes, one lane, 32 bytes. */
    public static final Argon2Parameters DEFAULT = new Argon2Parameters(19_456, 2, 1, 32);

    private static final int MAX_MEMORY_KIB = 131_072;
    private static final long MAX_KIB_PASSES = 524_288;

    public Argon2Parameters {
        require(parallelism >= 1 && parallelism <= 16, "parallelism must be 1 to 16");
        require(
                memoryKib >= 8 * parallelism && memoryKib <= MAX_MEMORY_KIB,
                "memory must be 8 x parallelism to " + MAX_MEMORY_KIB + " KiB");
        require(
                iterations >= 1 && (long) memoryKib * iterations <= MAX_KIB_PASSES,
                "iterations must be at least 1, and memory x iterations at most " + MAX_KIB_PASSES + " KiB");
        require(hashLength >= 16 && hashLength <= 64, "hash length must be 16 to 64 bytes");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("Argon2 " + rule);
        }
    }
}
