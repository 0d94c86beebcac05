package dev.gatehouse.crypto;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Argon2id by libsodium's SIMD code, called through the Java foreign function interface. What libsodium does not
 * compute (Argon2i, several lanes, salts other than 16 bytes) goes to BouncyCastle.
 */
public final class SodiumArgon2 implements Argon2 {
    /** The sonames of libsodium 1.0.12 to 1.0.19 and of 1.0.20 and later, then the development link. */
    public static final List<String> USUAL_NAMES = List.of("libsodium.so.23", "libsodium.so.26", "libsodium.so");

    /** {@code crypto_pwhash_ALG_ARGON2ID13}. */
    private static final int ALG_ARGON2ID13 = 2;

    private final MethodHandle pwhash;
    private final BouncyCastleArgon2 others;

    private SodiumArgon2(MethodHandle pwhash, BouncyCastleArgon2 others) {
        this.pwhash = pwhash;
        this.others = others;
    }

    /**
     * Loads the library for the life of the process.
     *
     * @param library name for the system's loader, or a path
     * @throws NotUsable when it cannot be loaded, is not libsodium, or hashes {@link KnownHash} otherwise
     */
    @SuppressWarnings("restricted") // the launcher and the jar's manifest enable native access
    static SodiumArgon2 load(String library, BouncyCastleArgon2 others) throws NotUsable {
        try {
            SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
            Linker linker = Linker.nativeLinker();
            MethodHandle init = linker.downcallHandle(
                    symbols.findOrThrow("sodium_init"), FunctionDescriptor.of(ValueLayout.JAVA_INT));
            if ((int) init.invokeExact() < 0) {
                throw new NotUsable(library + " does not initialise", null);
            }
            SodiumArgon2 sodium = new SodiumArgon2(
                    linker.downcallHandle(symbols.findOrThrow("crypto_pwhash"), pwhashSignature()), others);
            if (!KnownHash.isComputedBy(sodium)) {
                throw new NotUsable(library + " computes other hashes", null);
            }
            return sodium;
        } catch (NotUsable e) {
            throw e;
        } catch (Throwable e) {
            throw new NotUsable(library + " cannot be loaded", e);
        }
    }

    /** int crypto_pwhash(out, outlen, passwd, passwdlen, salt, opslimit, size_t memlimit, int alg). */
    private static FunctionDescriptor pwhashSignature() {
        return FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT);
    }

    @Override
    public byte[] hash(Type type, byte[] password, byte[] salt, Argon2Parameters parameters) {
        if (type != Type.ID || parameters.parallelism() != 1 || salt.length != SALT_BYTES) {
            return others.hash(type, password, salt, parameters);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(parameters.hashLength());
            MemorySegment passwordCopy = arena.allocateFrom(ValueLayout.JAVA_BYTE, password);
            MemorySegment saltCopy = arena.allocateFrom(ValueLayout.JAVA_BYTE, salt);
            int failed = call(out, passwordCopy, saltCopy, parameters);
            passwordCopy.fill((byte) 0);
            if (failed != 0) {
                throw new IllegalStateException("libsodium could not hash: no memory left");
            }
            return out.toArray(ValueLayout.JAVA_BYTE);
        }
    }

    private int call(MemorySegment out, MemorySegment password, MemorySegment salt, Argon2Parameters parameters) {
        try {
            return (int) pwhash.invokeExact(
                    out,
                    out.byteSize(),
                    password,
                    password.byteSize(),
                    salt,
                    (long) parameters.iterations(),
                    parameters.memoryKib() * 1024L,
                    ALG_ARGON2ID13);
        } catch (Throwable e) {
            throw new IllegalStateException("libsodium could not be called", e);
        }
    }

    /** This library cannot be used, and why. */
    static final class NotUsable extends Exception {
        NotUsable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
