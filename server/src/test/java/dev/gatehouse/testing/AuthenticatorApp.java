package dev.gatehouse.testing;

import dev.gatehouse.factor.Totp;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.codec.binary.Base32;
import org.jspecify.annotations.Nullable;

/** The authenticator app in somebody's hand, and the recovery codes in the drawer. */
public final class AuthenticatorApp {

    private final byte[] secret;
    private final TestClock clock;
    private final List<String> recoveryCodes = new ArrayList<>();

    AuthenticatorApp(String base32, TestClock clock) {
        this.secret = new Base32().decode(base32);
        this.clock = clock;
    }

    void keepRecoveryCodes(@Nullable JsonArray codes) {
        if (codes != null) {
            codes.forEach(code -> recoveryCodes.add((String) code));
        }
    }

    /** The code that is shown now. */
    public String code() {
        return Totp.STANDARD.code(secret, Totp.STANDARD.step(clock.instant()));
    }

    /** The code that an app with this secret shows now. */
    public static String codeOf(String base32, TestClock clock) {
        return new AuthenticatorApp(base32, clock).code();
    }

    /** The code of the next time step, as after waiting for it. */
    public String nextCode() {
        clock.advance(Duration.ofSeconds(30));
        return code();
    }

    public List<String> recoveryCodes() {
        return recoveryCodes;
    }

    /** The next code as a request body. */
    public JsonObject nextAnswer() {
        return new JsonObject().put("code", nextCode());
    }
}
