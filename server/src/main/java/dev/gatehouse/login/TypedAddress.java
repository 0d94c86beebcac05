package dev.gatehouse.login;

import dev.gatehouse.account.EmailAddress;
import java.util.Locale;

/**
 * An address as somebody typed it, in the form that is counted. Nothing here depends on whether the address is known or whose it
 * is, so that no counter tells.
 */
record TypedAddress(String text, String domain) {

    static TypedAddress of(String typed) {
        return EmailAddress.parse(typed)
                .map(address ->
                        new TypedAddress(address.text(), address.domain().text()))
                .orElseGet(() -> new TypedAddress(typed.strip().toLowerCase(Locale.ROOT), "none"));
    }
}
