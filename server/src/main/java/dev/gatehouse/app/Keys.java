package dev.gatehouse.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/** The keys of an installation, all derived from one master key (HKDF, RFC 5869), so that there is one secret to keep. */
final class Keys {

    private static final int BYTES = 32;

    private final byte[] master;

    private Keys(byte[] master) {
        this.master = master;
    }

    /** The configured master key, or the one kept in the data folder, which is made at the first start. */
    static Keys of(Config config) {
        return config.masterKey()
                .map(secret -> new Keys(decode(secret.value())))
                .orElseGet(() -> kept(config.dataDir().resolve("master.key")));
    }

    /**
     * A key for one purpose.
     *
     * @return 32 bytes, the same at every start
     */
    byte[] derive(String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(master)
                            .thenExpand(("gatehouse/" + purpose).getBytes(StandardCharsets.UTF_8), BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK 25 has HKDF", e);
        }
    }

    /** Written aside and renamed: a kill leaves either no key or all of it. */
    private static Keys kept(Path file) {
        try {
            if (!Files.exists(file)) {
                byte[] fresh = new byte[BYTES];
                new SecureRandom().nextBytes(fresh);
                SecretFiles.write(file, Base64.getEncoder().encodeToString(fresh));
            }
            return new Keys(decode(Files.readString(file)));
        } catch (IOException e) {
            throw new StartupException("The master key " + file + " cannot be read or written", e);
        }
    }

    private static byte[] decode(String base64) {
        try {
            byte[] key = Base64.getDecoder().decode(base64.strip());
            if (key.length >= BYTES) {
                return key;
            }
        } catch (IllegalArgumentException notBase64) {
            // Told below.
        }
        throw new StartupException("The master key must be at least 32 bytes in Base64");
    }
}
