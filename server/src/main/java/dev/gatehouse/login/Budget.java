package dev.gatehouse.login;

import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.http.Network;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How many tries something has before they are slowed down: a leaky bucket. Within {@code free} tries there is no wait; after
 * that each further try doubles it, from one second up to {@code longestWait}. Nothing ever stays shut: the bucket drains.
 *
 * @param key what is counted; what people typed is hashed, so that keys have one length
 * @param free tries without a wait
 * @param drain time in which one try is forgotten
 */
record Budget(String key, int free, Duration drain, Duration longestWait) {

    /**
     * The level that it never passes, so that no flood keeps a bucket full for long: twice the free tries, or what the longest wait
     * takes to be reached. With less than that, patient guessing would go on at a multiple of the rate at which tries are forgotten.
     */
    double ceiling() {
        double doublings =
                longestWait.isZero() ? 0 : Math.ceil(Math.log((double) longestWait.toSeconds()) / Math.log(2));
        return free + Math.max(free, doublings);
    }

    /** Tries at one typed address from one network, whether anybody has it or not. A known device counts by itself, out of reach of anybody else. */
    static Budget password(TypedAddress address, String network, @Nullable UUID knownDevice) {
        String where = knownDevice == null ? Network.around(network) : knownDevice.toString();
        return new Budget(
                "password|" + hash(address.text()) + "|" + where, 5, Duration.ofMinutes(1), Duration.ofMinutes(5));
    }

    /** Failures from one network, at whatever account. The only failures of others that make anybody wait. */
    static Budget network(String network) {
        return new Budget("network|" + Network.around(network), 50, Duration.ofSeconds(5), Duration.ofSeconds(30));
    }

    /** Failures at the addresses of one domain, known or not, from unknown devices. Never a wait: anybody can spend it. */
    static Budget domain(TypedAddress address) {
        return new Budget("domain|" + hash(address.domain()), 500, Duration.ofMillis(500), Duration.ZERO);
    }

    /** Failures anywhere, from unknown devices. Never a wait: anybody can spend it. */
    static Budget everybody() {
        return new Budget("everybody", 5000, Duration.ofMillis(50), Duration.ZERO);
    }

    /**
     * Failures at one account from everywhere. Never a wait, which would lock the owner out: once spent, the password alone no
     * longer opens the account, whatever the policy.
     */
    static Budget account(UUID accountId) {
        return new Budget("account|" + accountId, 20, Duration.ofMinutes(6), Duration.ZERO);
    }

    /** Tries at one person's codes of one kind, over all sign-ins. Whoever gets here has the password. */
    static Budget factor(UUID accountId, String kind, @Nullable UUID knownDevice) {
        String where = knownDevice == null ? "-" : knownDevice.toString();
        return new Budget(
                "factor|" + accountId + "|" + kind + "|" + where, 5, Duration.ofMinutes(6), Duration.ofMinutes(15));
    }

    /** WebAuthn challenges given to one network for sign-ins that name nobody yet: each is a row. */
    static Budget challenges(String network) {
        return new Budget("challenges|" + Network.around(network), 200, Duration.ofSeconds(1), Duration.ofSeconds(30));
    }

    /** New passwords that one person proposes: each is compared with former ones, which costs as much as several sign-ins. */
    static Budget newPasswords(UUID accountId) {
        return new Budget("new-password|" + accountId, 8, Duration.ofMinutes(1), Duration.ofMinutes(2));
    }

    /** Codes mailed to one person; a known device or session counts by itself. */
    static Budget mailCodes(UUID accountId, @Nullable UUID knownDevice) {
        String where = knownDevice == null ? "-" : knownDevice.toString();
        return new Budget("mail-codes|" + accountId + "|" + where, 6, Duration.ofMinutes(5), Duration.ofMinutes(15));
    }

    /** Codes mailed to addresses that one person wants as recovery address, over all sessions: the mailboxes may be anybody's. */
    static Budget addressCodes(UUID accountId) {
        return new Budget("address-codes|" + accountId, 6, Duration.ofMinutes(5), Duration.ofMinutes(15));
    }

    /** Reset links asked for one address; the answer does not tell when it is spent. */
    static Budget resetLinks(TypedAddress address) {
        return new Budget("reset|" + hash(address.text()), 3, Duration.ofMinutes(20), Duration.ofHours(1));
    }

    /** Reset links asked for from one network. */
    static Budget resetRequests(String network) {
        return new Budget("reset|" + Network.around(network), 20, Duration.ofMinutes(20), Duration.ofHours(1));
    }

    /** Codes of devices that one person types: each could be somebody else's. */
    static Budget deviceCodes(UUID accountId) {
        return new Budget("device-codes|" + accountId, 10, Duration.ofMinutes(1), Duration.ofMinutes(5));
    }

    /** Codes of devices typed in one network, whoever does it. */
    static Budget deviceCodesFrom(String network) {
        return new Budget(
                "device-codes|" + Network.around(network), 100, Duration.ofSeconds(5), Duration.ofSeconds(30));
    }

    private static String hash(String typed) {
        return HexFormat.of().formatHex(Tokens.sha256(typed), 0, 12);
    }
}
