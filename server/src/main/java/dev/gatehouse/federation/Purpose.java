package dev.gatehouse.federation;

import java.util.Locale;

/** What a browser goes to a provider for. */
enum Purpose {
    SIGN_IN,
    /** To connect an account there with the one that is signed in here. */
    CONNECT,
    /** An administrator tries it out. */
    TEST;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
