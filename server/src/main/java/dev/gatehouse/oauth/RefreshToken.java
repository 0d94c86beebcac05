package dev.gatehouse.oauth;

import dev.gatehouse.crypto.Token;
import java.util.UUID;

/**
 * One refresh token of a family.
 *
 * @param generation how many there have been before it
 * @param family a secret that all tokens of the family share; the database has its hash
 */
record RefreshToken(UUID grantId, int generation, Token family) {

    RefreshToken next() {
        return new RefreshToken(grantId, generation + 1, family);
    }
}
