package dev.gatehouse.account;

import java.util.Optional;

public record EmailAddress(String text) {
    public static Optional<EmailAddress> parse(String text) {
        return text.contains("@") ? Optional.of(new EmailAddress(text)) : Optional.empty();
    }
}
