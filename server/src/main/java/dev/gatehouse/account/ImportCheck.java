package dev.gatehouse.account;

import dev.gatehouse.http.Caller;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Holds the rows of a file against the rules. One instance a file: it remembers which address stood where. */
final class ImportCheck {

    private static final Set<String> YES = Set.of("yes", "y", "true", "1");
    private static final Set<String> NO = Set.of("no", "n", "false", "0");
    private static final int MAX_ADDRESSES = 50;
    private static final int SHOWN = 60;

    private final Caller caller;
    private final boolean providersOwn;
    private final OwnDomains domains;
    private final Function<String, Optional<String>> refuseHash;
    private final Map<EmailAddress, Integer> seen = new HashMap<>();

    /**
     * Makes the check.
     *
     * @param providersOwn the people belong to the provider's own organisation
     * @param domains names of the organisation's domains
     * @param refuseHash why a password hash cannot be taken
     */
    ImportCheck(
            Caller caller, boolean providersOwn, OwnDomains domains, Function<String, Optional<String>> refuseHash) {
        this.caller = caller;
        this.providersOwn = providersOwn;
        this.domains = domains;
        this.refuseHash = refuseHash;
    }

    List<ImportRow> check(List<ImportLine> lines) {
        return lines.stream().map(this::check).toList();
    }

    private ImportRow check(ImportLine line) {
        boolean hasPassword = line.passwordHash().isPresent();
        boolean invite = line.invite().isEmpty()
                ? !hasPassword
                : YES.contains(line.invite().toLowerCase(Locale.ROOT));
        ImportRow written = new ImportRow(
                line.line(),
                line.name(),
                line.addresses(),
                line.roles(),
                invite,
                hasPassword,
                line.passwordHash(),
                Optional.empty());
        try {
            return good(line, written);
        } catch (Wrong wrong) {
            return written.refused(String.valueOf(wrong.getMessage()));
        }
    }

    private ImportRow good(ImportLine line, ImportRow written) {
        line.problem().ifPresent(ImportCheck::refuse);
        String name = DisplayName.parse(line.name())
                .orElseThrow(() -> new Wrong("The name is missing, longer than 120 characters, or not one line."));
        List<String> addresses = addresses(line);
        List<String> roles = roles(line);
        String invite = line.invite().toLowerCase(Locale.ROOT);
        if (!invite.isEmpty() && !YES.contains(invite) && !NO.contains(invite)) {
            refuse("In the column invite stands neither yes nor no.");
        }
        line.passwordHash().flatMap(refuseHash).ifPresent(ImportCheck::refuse);
        if (written.hasPassword() && written.invite()) {
            refuse("Somebody who brings a password is not invited: leave invite empty, or leave out the hash.");
        }
        return new ImportRow(
                line.line(),
                name,
                addresses,
                roles,
                written.invite(),
                written.hasPassword(),
                line.passwordHash(),
                Optional.empty());
    }

    private List<String> addresses(ImportLine line) {
        if (line.addresses().isEmpty()) {
            refuse("There is no address.");
        }
        if (line.addresses().size() > MAX_ADDRESSES) {
            refuse("An account has at most 50 addresses.");
        }
        List<String> addresses = new ArrayList<>();
        for (String written : line.addresses()) {
            EmailAddress address = EmailAddress.parse(written)
                    .orElseThrow(() ->
                            new Wrong("“%s” is not an e-mail address that is taken here.".formatted(shown(written))));
            domains.refuse(address).ifPresent(ImportCheck::refuse);
            Integer before = seen.putIfAbsent(address, line.line());
            if (before != null && before != line.line()) {
                refuse("%s stands in line %d already.".formatted(address, before));
            }
            if (!addresses.contains(address.toString())) {
                addresses.add(address.toString());
            }
        }
        return addresses;
    }

    private List<String> roles(ImportLine line) {
        Set<Role> roles = new TreeSet<>();
        for (String word : line.roles()) {
            roles.add(role(word.toLowerCase(Locale.ROOT)));
        }
        return RoleRules.normal(roles).stream().sorted().map(Role::word).toList();
    }

    private Role role(String word) {
        Role role;
        try {
            role = Role.of(word);
        } catch (IllegalArgumentException unknown) {
            throw new Wrong("“%s” is not a role.".formatted(shown(word)));
        }
        if (!RoleRules.mayGrant(caller, providersOwn, role)) {
            refuse("You cannot give the role %s here.".formatted(word));
        }
        return role;
    }

    private static String shown(String written) {
        return written.length() > SHOWN ? written.substring(0, SHOWN) + "…" : written;
    }

    private static void refuse(String reason) {
        throw new Wrong(reason);
    }

    /** Ends the check of one row. */
    private static final class Wrong extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Wrong(String reason) {
            super(reason, null, false, false);
        }
    }
}
