package dev.gatehouse.oauth;

import dev.gatehouse.crypto.Token;
import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.db.Db;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;

/** Tokens for a device, once its person has let it in (RFC 8628, section 3.4). */
final class DeviceGrant implements GrantType {

    private final Db db;
    private final DeviceStore devices;
    private final GrantStore grants;
    private final Tokens tokens;
    private final GrantGate gate;
    private final TokenMinter minter;
    private final Clock clock;

    DeviceGrant(
            Db db,
            DeviceStore devices,
            GrantStore grants,
            Tokens tokens,
            GrantGate gate,
            TokenMinter minter,
            Clock clock) {
        this.db = db;
        this.devices = devices;
        this.grants = grants;
        this.tokens = tokens;
        this.gate = gate;
        this.minter = minter;
        this.clock = clock;
    }

    @Override
    public Future<JsonObject> redeem(TokenRequest request) {
        Token code = Token.parse(request.required("device_code")).orElseThrow(OAuthProblems.INVALID_GRANT::problem);
        return db.query(client ->
                        devices.poll(client, code.sha256(), request.client().id(), clock.instant()))
                .compose(found -> {
                    requireApproved(found.orElseThrow(OAuthProblems.INVALID_GRANT::problem));
                    return tokens(request, code);
                });
    }

    private static void requireApproved(DeviceStore.Poll poll) {
        if (poll.expired()) {
            throw OAuthProblems.EXPIRED_TOKEN.problem();
        }
        if (poll.hasty()) {
            throw OAuthProblems.DEVICE_SLOW_DOWN.problem();
        }
        if (poll.state().equals(DeviceStore.DENIED)) {
            throw OAuthProblems.ACCESS_DENIED.problem();
        }
        if (!poll.state().equals(DeviceStore.APPROVED)) {
            throw OAuthProblems.AUTHORIZATION_PENDING.problem();
        }
    }

    /** Of several that ask at once, one gets them. */
    private Future<JsonObject> tokens(TokenRequest request, Token code) {
        Token family = tokens.next();
        return db.query(client -> grants.redeemDevice(
                        client, code.sha256(), request.client().id(), family.sha256(), request.jkt(), clock.instant()))
                .map(found -> found.orElseThrow(OAuthProblems.INVALID_GRANT::problem))
                .compose(grant -> gate.admit(grant)
                        .map(admission -> minter.first(admission, request.client(), grant, null, family)));
    }
}
