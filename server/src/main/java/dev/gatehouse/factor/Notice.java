package dev.gatehouse.factor;

import dev.gatehouse.account.Letter;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What people are told of a change.
 *
 * @param kind word for the statistics of mail
 * @param sentence what happened, the same for the owner and for administrators
 * @param origin lines that say where it was done, or by whom
 * @param advice what the owner should do
 */
record Notice(String kind, String subject, String sentence, String origin, String advice) {

    private static final String NOT_ME =
            "If this was you, there is nothing to do. If it was not, somebody else can use your"
                    + " account: sign in, open\nSecurity settings, choose \"This was not me\", and tell your administrator.";
    private static final String ASK = "If you did not expect this, ask your administrator.";

    static Notice enrolled(Factor factor, Origin origin) {
        return new Notice(
                "factor-enrolled",
                factor.kind().title() + " added to your account",
                quoted(factor) + " was added and can be used to sign in.",
                FactorNotices.lines(origin),
                NOT_ME);
    }

    static Notice removed(Factor factor, Origin origin) {
        return new Notice(
                "factor-removed",
                factor.kind().title() + " removed from your account",
                quoted(factor) + " was removed and can no longer be used to sign in.",
                FactorNotices.lines(origin),
                NOT_ME);
    }

    static Notice codesReplaced(Origin origin) {
        return new Notice(
                "recovery-codes-replaced",
                "New recovery codes for your account",
                "New recovery codes were made. The earlier ones no longer work.",
                FactorNotices.lines(origin),
                NOT_ME);
    }

    static Notice reset(List<Factor> removed, Caller by) {
        String names = removed.isEmpty()
                ? "There were none."
                : String.join(
                        "\n",
                        removed.stream().map(factor -> "  - " + quoted(factor)).toList());
        return new Notice(
                "factors-reset",
                "Authenticators removed from your account",
                "An administrator removed all authenticators and recovery codes of the account:\n\n" + names,
                by(by),
                "At the next sign-in you may be asked for a mailed code, and then to set up an authenticator again. "
                        + ASK);
    }

    static Notice passIssued(Instant until, Caller by) {
        return new Notice(
                "pass-issued",
                "A pass was issued for your account",
                "An administrator issued a pass, which lets you set up an authenticator once. It works until "
                        + Letter.time(until) + ".",
                by(by),
                "The administrator will give it to you in person or by telephone. Never pass it on. " + ASK);
    }

    static Notice copied(String name, Origin origin) {
        return new Notice(
                "key-copied",
                "A security key of your account may have been copied",
                "Somebody tried to sign in with \"" + name
                        + "\" and was refused: its counter went backwards, which happens"
                        + " when a copy of the key\nis used.",
                FactorNotices.lines(origin),
                "If you can still sign in another way, do so, remove this key in your security settings, and tell your"
                        + " administrator.");
    }

    Letter letter(String body) {
        return new Letter(kind, subject, body);
    }

    private static String quoted(Factor factor) {
        return "The " + factor.kind().title().toLowerCase(Locale.ROOT) + " \"" + factor.name() + "\"";
    }

    private static String by(Caller caller) {
        return "By:      " + caller.name() + "\n";
    }
}
