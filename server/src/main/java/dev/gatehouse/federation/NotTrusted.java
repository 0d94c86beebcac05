package dev.gatehouse.federation;

/** What a provider has sent proves nothing; the message is one sentence of ours. */
final class NotTrusted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotTrusted(String sentence) {
        super(sentence, null, false, false);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
