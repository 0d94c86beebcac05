package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.login.LoginState.Mailbox;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * The mailboxes that a code can go to. Their ids are keyed and good for one sign-in: whoever has only the password cannot try
 * addresses against them, nor see that two sign-ins mean the same one.
 */
final class Mailboxes {

    private final SecretKey key;

    /** @param key the same on every node */
    Mailboxes(SecretKey key) {
        this.key = key;
    }

    List<Mailbox> of(Transaction transaction, Account account, Instant now) {
        return account.reachableMailboxes(now).stream()
                .map(address -> new Mailbox(id(transaction.id(), address), address))
                .toList();
    }

    private UUID id(UUID transactionId, String address) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(transactionId.toString().getBytes(StandardCharsets.US_ASCII));
            ByteBuffer bytes = ByteBuffer.wrap(mac.doFinal(address.getBytes(StandardCharsets.UTF_8)));
            // Version 8 of RFC 9562: bits of our own making.
            long high = (bytes.getLong() & ~0xF000L) | 0x8000L;
            long low = (bytes.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
            return new UUID(high, low);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", e);
        }
    }
}
