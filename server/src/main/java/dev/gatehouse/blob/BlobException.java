package dev.gatehouse.blob;

/** Why a blob could not be stored or read. */
public final class BlobException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What the caller can tell apart. */
    public enum Reason {
        /** There is no blob under that key. */
        MISSING,
        /** The range begins behind the end of the blob. */
        RANGE,
        /** The source had fewer or more bytes than announced; nothing was stored. */
        LENGTH,
        /** What is stored is not what was put: its frame is broken. */
        DAMAGED,
        /** The store does not answer or refuses; trying again later may help. */
        UNAVAILABLE
    }

    private final Reason reason;

    BlobException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    BlobException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    static BlobException missing() {
        return new BlobException(Reason.MISSING, "There is no such blob");
    }

    static BlobException outOfRange() {
        return new BlobException(Reason.RANGE, "The range begins behind the end of the blob");
    }
}
