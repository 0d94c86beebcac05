package dev.gatehouse.federation;

/** An identity provider does not do what it must; the message is one sentence of ours for its administrator. */
final class UpstreamFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UpstreamFailure(String sentence) {
        super(sentence, null, false, false);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
