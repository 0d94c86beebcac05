package dev.gatehouse.factor;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.binary.Base32;

/** How a TOTP secret leaves the server once, at enrolment: as text for typing and as a link for the QR code. */
public final class TotpSecret {
    private TotpSecret() {}

    /** Base32 without padding (RFC 4648), as authenticator apps want it typed. */
    public static String base32(byte[] secret) {
        return new Base32().encodeToString(secret).replace("=", "");
    }

    /**
     * The {@code otpauth://totp/} link of the Key URI format.
     *
     * @param issuer the organisation or product; colons are left out, for they separate issuer and account
     * @param account the person's address
     */
    public static String uri(Totp totp, String issuer, String account, byte[] secret) {
        return "otpauth://totp/" + escape(issuer) + ":" + escape(account)
                + "?secret=" + base32(secret)
                + "&issuer=" + escape(issuer)
                + "&algorithm=" + totp.algorithm().name()
                + "&digits=" + totp.digits()
                + "&period=" + totp.period().toSeconds();
    }

    private static String escape(String text) {
        // Apps read a plus sign literally, so spaces must be %20.
        return URLEncoder.encode(text.replace(":", ""), StandardCharsets.UTF_8).replace("+", "%20");
    }
}
