package dev.gatehouse.login;

/**
 * Why a new password is refused.
 *
 * @param rule which rule, for the client to key on
 * @param message one sentence that tells the person what to do
 */
public record PasswordViolation(Rule rule, String message) {
    /** The rules, each with the word by which clients know it. */
    public enum Rule {
        TOO_SHORT("too-short"),
        TOO_LONG("too-long"),
        COMMON("common"),
        ABOUT_YOU("about-you"),
        UNUSABLE_CHARACTER("unusable-character");

        private final String slug;

        Rule(String slug) {
            this.slug = slug;
        }

        /** Stable word for the API. */
        public String slug() {
            return slug;
        }
    }
}
