package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The gate's word that it admits this person now, on this evidence. Whoever issues codes or tokens to people needs one, and only
 * {@link Admissions}, which asks the gate, makes it.
 */
public final class Admission {

    private final Gate.Facts facts;
    private final @Nullable UUID sessionId;
    private final @Nullable Instant sessionEnds;
    private final Instant authTime;

    Admission(Gate.Facts facts, @Nullable UUID sessionId, @Nullable Instant sessionEnds, Instant authTime) {
        this.facts = facts;
        this.sessionId = sessionId;
        this.sessionEnds = sessionEnds;
        this.authTime = authTime;
    }

    /** The person, as the account is now. */
    public Account account() {
        return facts.account();
    }

    /** The session that the evidence was gathered for, which may be over by now. */
    public @Nullable UUID sessionId() {
        return sessionId;
    }

    /** When that session ends at the latest, or null where it does not matter any more. */
    public @Nullable Instant sessionEnds() {
        return sessionEnds;
    }

    /** When the person last proved anything. */
    public Instant authTime() {
        return authTime;
    }

    /** How strongly, by what counts under the policy of this moment. */
    public Acr acr() {
        return Acr.of(facts.counted());
    }

    /** Whether the person has an authenticator that counts, and so could have proved more. */
    public boolean hasFactor() {
        return !facts.usableFactors().isEmpty();
    }

    /** What was proved, in the words of RFC 8176. */
    public List<String> amr() {
        return Acr.methods(facts.counted());
    }

    /** To be kept, and to be brought back to {@link Admissions#ofEvidence}. */
    public JsonObject evidence() {
        return facts.evidence().toJson();
    }
}
