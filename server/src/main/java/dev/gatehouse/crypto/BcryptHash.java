package dev.gatehouse.crypto;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * {@code $2a$}, {@code $2b$} or {@code $2y$}, imported. As everywhere, bcrypt sees the first 72 bytes of a password only;
 * the upgrade after the next sign-in makes the whole password count.
 */
final class BcryptHash implements PasswordHash {
    private static final Pattern SHAPE = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");
    private static final int MIN_COST = 4;
    /** About a second; each step doubles it. */
    private static final int MAX_COST = 14;

    private final String encoded;

    private BcryptHash(String encoded) {
        this.encoded = encoded;
    }

    static BcryptHash parse(String encoded) {
        Matcher parts = SHAPE.matcher(encoded);
        if (!parts.matches()) {
            throw new InvalidPasswordHash("Not a bcrypt hash of version 2a, 2b or 2y");
        }
        int cost = Integer.parseInt(parts.group(1));
        if (cost < MIN_COST || cost > MAX_COST) {
            throw new InvalidPasswordHash("bcrypt cost must be " + MIN_COST + " to " + MAX_COST);
        }
        return new BcryptHash(encoded);
    }

    boolean matches(Password password) {
        return OpenBSDBCrypt.checkPassword(encoded, password.utf8());
    }

    @Override
    public String scheme() {
        return "bcrypt";
    }

    @Override
    public String toString() {
        return scheme();
    }
}
