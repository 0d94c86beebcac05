package dev.gatehouse.policy;

import java.util.Locale;

/** How an organisation treats people who have no authenticator; from weakest to strongest. */
public enum MfaEnforcement {
    /** The password is enough; whoever has an authenticator is asked for it all the same. */
    OFF,
    /** A code mailed to the person protects everybody who has no authenticator. */
    REQUIRED,
    /** After that code, an authenticator must be set up before anything opens. */
    FORCED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static MfaEnforcement of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
