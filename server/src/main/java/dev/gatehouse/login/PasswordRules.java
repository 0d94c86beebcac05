package dev.gatehouse.login;

import dev.gatehouse.crypto.Password;
import dev.gatehouse.login.PasswordViolation.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Rules for new passwords: length in code points, not a common password, not made of what is known about the person. No
 * composition rules (NIST SP 800-63B-4 section 3.1.1.2, ASVS 5.0 6.2).
 */
public final class PasswordRules {
    /** No policy may allow fewer code points. */
    public static final int MIN_LENGTH = 8;

    /** No password may have more code points. */
    public static final int MAX_LENGTH = 128;

    /** A common word stays common with this many digits or signs before or after it. */
    private static final int MAX_DECORATION = 5;

    private static final Pattern DECORATION = Pattern.compile("^\\P{L}+|\\P{L}+$");
    private static final Pattern REPETITION = Pattern.compile("(.{1,4})\\1+");
    /** Control characters and halves of surrogate pairs: what cannot be typed, or is not text at all. */
    private static final Pattern UNUSABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

    private final CommonPasswords common;

    /** Loads the list of common passwords. */
    public PasswordRules() {
        this.common = CommonPasswords.load();
    }

    /**
     * Checks a new password.
     *
     * @param minLength the policy's minimum in code points, {@link #MIN_LENGTH} to {@link #MAX_LENGTH}
     * @return every rule it breaks; empty when it is good
     */
    public List<PasswordViolation> check(Password password, int minLength, PasswordContext context) {
        int required = Math.clamp(minLength, MIN_LENGTH, MAX_LENGTH);
        int length = password.codePoints();
        String folded = CommonPasswords.fold(password.text());
        List<PasswordViolation> violations = new ArrayList<>();
        if (length < required) {
            violations.add(new PasswordViolation(Rule.TOO_SHORT, "Use at least " + required + " characters."));
        }
        if (length > MAX_LENGTH) {
            violations.add(new PasswordViolation(Rule.TOO_LONG, "Use at most " + MAX_LENGTH + " characters."));
        }
        if (UNUSABLE.matcher(password.text()).find()) {
            violations.add(new PasswordViolation(
                    Rule.UNUSABLE_CHARACTER, "Leave out control characters and characters that are not text."));
        }
        if (isCommon(folded)) {
            violations.add(new PasswordViolation(
                    Rule.COMMON, "This is one of the passwords that attackers try first. Choose another."));
        }
        if (length >= required && isAboutThem(folded, context)) {
            violations.add(new PasswordViolation(
                    Rule.ABOUT_YOU,
                    "Use at least " + MIN_LENGTH
                            + " characters beside your name, your address and your organisation."));
        }
        return violations;
    }

    private boolean isCommon(String folded) {
        if (common.contains(folded) || REPETITION.matcher(folded).matches()) {
            return true;
        }
        String word = DECORATION.matcher(folded).replaceAll("");
        return folded.length() - word.length() <= MAX_DECORATION && common.contains(word);
    }

    private static boolean isAboutThem(String folded, PasswordContext context) {
        String rest = folded;
        for (String word : context.words()) {
            rest = rest.replace(word, "");
        }
        return rest.length() < folded.length() && rest.codePointCount(0, rest.length()) < MIN_LENGTH;
    }
}
