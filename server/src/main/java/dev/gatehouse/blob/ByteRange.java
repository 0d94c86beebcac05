package dev.gatehouse.blob;

/** Bytes {@code first} to {@code last}, counted from 0, both included (as in RFC 9110, section 14.1.2). */
public record ByteRange(long first, long last) {

    public static final ByteRange ALL = new ByteRange(0, Long.MAX_VALUE);

    /**
     * Takes the two ends.
     *
     * @throws IllegalArgumentException when {@code first} is negative or behind {@code last}
     */
    public ByteRange {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException("No range of bytes: " + first + "-" + last);
        }
    }

    /** From {@code first} to the end, wherever that is. */
    public static ByteRange from(long first) {
        return new ByteRange(first, Long.MAX_VALUE);
    }

    /** How many bytes of a blob of {@code size} the range holds: 0 when it begins behind the end. */
    long lengthWithin(long size) {
        return first >= size ? 0 : Math.min(last, size - 1) - first + 1;
    }

    /** Whether a blob of {@code size} has any of it; the whole of an empty blob counts. */
    boolean satisfiableWithin(long size) {
        return first < size || (first == 0 && size == 0);
    }
}
