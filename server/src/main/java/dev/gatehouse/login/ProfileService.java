package dev.gatehouse.login;

import dev.gatehouse.db.Db;
import dev.gatehouse.http.Caller;
import dev.gatehouse.policy.EffectivePolicy;
import dev.gatehouse.policy.PolicyDirectory;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** What the signed-in person is told about the own account. */
final class ProfileService {

    private final Db db;
    private final PolicyDirectory policies;
    private final PasswordService passwords;
    private final RecoveryAddressService addresses;

    ProfileService(Db db, PolicyDirectory policies, PasswordService passwords, RecoveryAddressService addresses) {
        this.db = db;
        this.policies = policies;
        this.passwords = passwords;
        this.addresses = addresses;
    }

    /** Everything that the pages need to know about who is signed in. */
    record Profile(
            SessionAuthenticator.SignedIn signedIn,
            EffectivePolicy policy,
            Optional<PasswordState> password,
            Optional<String> pendingAddress) {}

    Future<Profile> profile(SessionAuthenticator.SignedIn signedIn, Caller caller) {
        UUID id = caller.accountId();
        return db.query(client -> policies.of(client, signedIn.account())
                .compose(policy -> passwords.find(client, id).compose(password -> addresses
                        .pending(client, caller)
                        .map(pending -> new Profile(signedIn, policy, password, pending)))));
    }
}
