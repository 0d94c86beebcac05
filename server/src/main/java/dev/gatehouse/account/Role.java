package dev.gatehouse.account;

import dev.gatehouse.http.Permission;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a person is in an organisation. Every active person is a {@link #USER}, named or not. */
public enum Role {
    PROVIDER_ADMIN,
    ORGANISATION_ADMIN,
    SPAM_ADMIN,
    COMPLIANCE_OFFICER,
    USER;

    private Set<Permission> permissions() {
        return switch (this) {
            case PROVIDER_ADMIN -> Set.of(Permission.PROVIDER, Permission.ORGANISATION, Permission.AUDIT);
            case ORGANISATION_ADMIN -> Set.of(Permission.ORGANISATION, Permission.AUDIT);
            case COMPLIANCE_OFFICER -> Set.of(Permission.AUDIT);
            case SPAM_ADMIN, USER -> Set.of();
        };
    }

    /** The word in the contract and the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The role of a word.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Role of(String word) {
        return Arrays.stream(values())
                .filter(role -> role.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word));
    }

    /** Everything that somebody with these roles may do. */
    public static Set<Permission> permissions(Collection<Role> roles) {
        Set<Permission> all = EnumSet.of(Permission.SELF, Permission.ENROL);
        roles.forEach(role -> all.addAll(role.permissions()));
        return Set.copyOf(all);
    }
}
