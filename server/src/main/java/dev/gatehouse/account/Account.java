package dev.gatehouse.account;

import dev.gatehouse.http.Caller;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A person with one or more addresses.
 *
 * @param organisationState suspended organisations let nobody in
 * @param factorKinds kinds of real authenticators enrolled: {@code totp}, {@code passkey}, {@code security-key}
 * @param credentialVersion what was issued under an older number no longer counts
 * @param recoveryUsableFrom before this time the recovery address receives no codes and no links
 */
public record Account(
        UUID id,
        UUID organisationId,
        String organisation,
        String organisationState,
        String name,
        State state,
        Set<Role> roles,
        List<Address> addresses,
        Set<String> factorKinds,
        int credentialVersion,
        @Nullable String recoveryAddress,
        @Nullable Instant recoveryUsableFrom,
        Instant createdAt,
        @Nullable Instant lastSignInAt) {

    public enum State {
        INVITED,
        ACTIVE,
        SUSPENDED
    }

    /** How long a mailbox that comes to an account later receives no codes and no links, so that its owner can object. */
    public static final Duration NEW_MAILBOX_WAITS = Duration.ofDays(3);

    /**
     * One address of an account.
     *
     * @param guarded the mailbox can only be read behind this very sign-in
     * @param usableFrom before this time it receives no codes and no links; null when it always did
     */
    public record Address(
            UUID id,
            UUID domainId,
            String domain,
            String address,
            boolean guarded,
            @Nullable Instant usableFrom) {

        /** An address that the account has been made with. */
        public Address(UUID id, UUID domainId, String domain, String address, boolean guarded) {
            this(id, domainId, domain, address, guarded, null);
        }

        boolean receives(Instant now) {
            return !guarded && (usableFrom == null || !now.isBefore(usableFrom));
        }
    }

    /** Whether this account may sign in at all. */
    public boolean admitted() {
        return state == State.ACTIVE && organisationState.equals("active");
    }

    /** The first address, which labels the account. */
    public String label() {
        return addresses.getFirst().address();
    }

    /**
     * Refuses callers who may administer people, but not this one: a provider administrator is left to others of that kind.
     *
     * @throws Problem {@code forbidden}
     */
    public void requireManageableBy(Caller caller) {
        if (roles.contains(Role.PROVIDER_ADMIN) && !caller.has(Permission.PROVIDER)) {
            throw HttpProblems.FORBIDDEN.problem("This person has a higher role than you.");
        }
    }

    public boolean hasFactor() {
        return !factorKinds.isEmpty();
    }

    /** Mailboxes that can receive a code: not behind this sign-in, and not added a short time ago. */
    public List<String> reachableMailboxes(Instant now) {
        Optional<String> recovery = Optional.ofNullable(recoveryAddress)
                .filter(address -> recoveryUsableFrom != null && !now.isBefore(recoveryUsableFrom));
        return Stream.concat(
                        addresses.stream()
                                .filter(address -> address.receives(now))
                                .map(Address::address),
                        recovery.stream())
                .toList();
    }

    /**
     * Mailboxes at which the owner is told of things. Somebody who can read mail only behind this sign-in is told there all the same:
     * what is told there holds no code.
     */
    public List<String> noticeMailboxes(Instant now) {
        List<String> reachable = reachableMailboxes(now);
        return reachable.isEmpty() ? List.of(label()) : reachable;
    }
}
