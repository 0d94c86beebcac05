package dev.gatehouse.blob;

import java.util.regex.Pattern;

/** The form a content type must have to be kept with a blob (RFC 9110, section 8.3.1, in ASCII). */
final class MediaTypes {

    private static final Pattern FORM = Pattern.compile("[!#$%&'*+.^_`|~\\w-]+/[!#$%&'*+.^_`|~\\w-]+( *;[ -~]*)?");
    private static final int MAX_LENGTH = 255;

    private MediaTypes() {}

    /**
     * Hands the content type back.
     *
     * @throws IllegalArgumentException when it is none
     */
    static String require(String contentType) {
        if (contentType.length() > MAX_LENGTH || !FORM.matcher(contentType).matches()) {
            throw new IllegalArgumentException("A blob's content type is no media type");
        }
        return contentType;
    }
}
