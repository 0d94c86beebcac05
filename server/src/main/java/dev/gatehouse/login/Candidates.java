package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.crypto.HashingPool.Lane;
import dev.gatehouse.db.Db;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** Finds who may be behind an address and compares the password, with the same work for addresses that nobody has. */
final class Candidates {

    private static final UUID NOBODY = new UUID(0, 0);

    private final Db db;
    private final AccountDirectory accounts;
    private final DeviceStore devices;
    private final PasswordStore passwords;
    private final PasswordCheck check;
    private final EvenTime evenTime;

    Candidates(
            Db db,
            AccountDirectory accounts,
            DeviceStore devices,
            PasswordStore passwords,
            PasswordCheck check,
            EvenTime evenTime) {
        this.db = db;
        this.accounts = accounts;
        this.devices = devices;
        this.passwords = passwords;
        this.check = check;
        this.evenTime = evenTime;
    }

    /** What is known about an address before its password is looked at. */
    record Candidate(Optional<Account> account, Optional<Device> device, Optional<PasswordState> password) {

        Lane lane() {
            return device.isPresent() ? Lane.KNOWN_DEVICE : Lane.UNKNOWN;
        }
    }

    /** Asks for the same rows whether the address is known or not. */
    Future<Candidate> find(Browser browser, TypedAddress address) {
        return db.query(client -> accounts.findByAddress(client, address.text()).compose(found -> {
            UUID id = found.map(Account::id).orElse(NOBODY);
            Future<Optional<Device>> known = browser.device()
                    .map(token -> devices.find(client, id, token))
                    .orElseGet(() -> Future.succeededFuture(Optional.empty()));
            return known.compose(
                    device -> passwords.find(client, id).map(password -> new Candidate(found, device, password)));
        }));
    }

    /** Whether the password is right and its owner may come in; a no takes the same time for everybody. */
    Future<Boolean> admit(Candidate candidate, String typed) {
        return check.check(candidate.lane(), candidate.account().map(Account::id), candidate.password(), typed)
                .compose(checked -> checked.right()
                                && candidate.account().map(Account::admitted).orElse(false)
                        ? Future.succeededFuture(true)
                        : evenTime.since(checked.startedNanos()).map(false));
    }
}
