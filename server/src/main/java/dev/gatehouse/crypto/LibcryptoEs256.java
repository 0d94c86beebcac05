package dev.gatehouse.crypto;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.security.PrivateKey;
import java.util.List;
import java.util.Optional;

/**
 * Signs with ECDSA on P-256 and SHA-256 by OpenSSL's libcrypto, called through the Java foreign function interface: a fifth of the
 * time that the JDK takes. Whoever uses it checks the first signature of a key, and goes without where there is none.
 */
public final class LibcryptoEs256 {

    /** OpenSSL 3, which every supported distribution has. */
    public static final List<String> USUAL_NAMES = List.of("libcrypto.so.3");

    private static final int LONGEST_DER = 72;

    private final MethodHandle readKey;
    private final MethodHandle newContext;
    private final MethodHandle freeContext;
    private final MethodHandle begin;
    private final MethodHandle sign;
    private final MethodHandle freeKey;
    private final MemorySegment sha256;

    /** A private key inside libcrypto, let go of with this object. */
    public final class Key {
        private final MemorySegment handle;

        private Key(MemorySegment handle) {
            this.handle = handle;
        }

        /**
         * Signs; may be called by several threads at once.
         *
         * @return ASN.1 DER, as the JDK's {@code SHA256withECDSA} gives it
         */
        public byte[] sign(byte[] message) {
            return LibcryptoEs256.this.sign(handle, message);
        }
    }

    @SuppressWarnings("restricted") // the launcher and the jar's manifest enable native access
    private LibcryptoEs256(String library) throws Throwable {
        SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
        this.readKey = function(
                symbols,
                "d2i_AutoPrivateKey",
                FunctionDescriptor.of(
                        ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
        this.newContext = function(symbols, "EVP_MD_CTX_new", FunctionDescriptor.of(ValueLayout.ADDRESS));
        this.freeContext = function(symbols, "EVP_MD_CTX_free", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
        this.freeKey = function(symbols, "EVP_PKEY_free", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
        this.begin = function(
                symbols,
                "EVP_DigestSignInit",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS));
        this.sign = function(
                symbols,
                "EVP_DigestSign",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG));
        this.sha256 = (MemorySegment) function(symbols, "EVP_sha256", FunctionDescriptor.of(ValueLayout.ADDRESS))
                .invokeExact();
    }

    /** The first of these libraries that there is; empty when there is none. */
    public static Optional<LibcryptoEs256> load(List<String> libraries) {
        for (String library : libraries) {
            try {
                return Optional.of(new LibcryptoEs256(library));
            } catch (Throwable absent) {
                // The next one, or the JDK.
            }
        }
        return Optional.empty();
    }

    /** Takes a key over; empty when libcrypto does not want it. */
    @SuppressWarnings("restricted")
    public Optional<Key> key(PrivateKey key) {
        byte[] encoded = key.getEncoded();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, encoded);
            MemorySegment place = arena.allocateFrom(ValueLayout.ADDRESS, bytes);
            MemorySegment handle = (MemorySegment) readKey.invokeExact(MemorySegment.NULL, place, bytes.byteSize());
            bytes.fill((byte) 0);
            return handle.equals(MemorySegment.NULL)
                    ? Optional.empty()
                    : Optional.of(new Key(handle.reinterpret(Arena.ofAuto(), this::free)));
        } catch (Throwable e) {
            throw new IllegalStateException("libcrypto could not be called", e);
        }
    }

    private void free(MemorySegment key) {
        try {
            freeKey.invokeExact(key);
        } catch (Throwable e) {
            throw new IllegalStateException("libcrypto could not be called", e);
        }
    }

    private byte[] sign(MemorySegment key, byte[] message) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment context = (MemorySegment) newContext.invokeExact();
            try {
                MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_LONG, LONGEST_DER);
                MemorySegment signature = arena.allocate(LONGEST_DER);
                MemorySegment text = arena.allocateFrom(ValueLayout.JAVA_BYTE, message);
                int begun = (int) begin.invokeExact(context, MemorySegment.NULL, sha256, MemorySegment.NULL, key);
                int signed = begun == 1 ? (int) sign.invokeExact(context, signature, length, text, text.byteSize()) : 0;
                if (signed != 1) {
                    throw new IllegalStateException("libcrypto could not sign");
                }
                return signature
                        .asSlice(0, length.get(ValueLayout.JAVA_LONG, 0))
                        .toArray(ValueLayout.JAVA_BYTE);
            } finally {
                freeContext.invokeExact(context);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("libcrypto could not be called", e);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(SymbolLookup symbols, String name, FunctionDescriptor descriptor) {
        return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), descriptor);
    }
}
