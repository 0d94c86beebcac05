package dev.gatehouse.login;

/** What a transaction leads to. */
enum Purpose {
    SIGN_IN("sign-in"),
    STEP_UP("step-up");

    private final String word;

    Purpose(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    static Purpose of(String word) {
        return switch (word) {
            case "sign-in" -> SIGN_IN;
            case "step-up" -> STEP_UP;
            default -> throw new IllegalArgumentException(word);
        };
    }
}
