package dev.gatehouse.account;

import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.Problem;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Who may do what to whom. Every caller here is at least an organisation's administrator. */
final class RoleRules {

    /** Roles of which the last active holder cannot be removed. */
    static final List<Role> KEPT = List.of(Role.PROVIDER_ADMIN, Role.ORGANISATION_ADMIN);

    private RoleRules() {}

    /** Roles as they are stored: {@code user} stands alone or not at all, and whoever has no role is a user. */
    static Set<Role> normal(Collection<Role> roles) {
        Set<Role> normal = EnumSet.noneOf(Role.class);
        normal.addAll(roles);
        normal.remove(Role.USER);
        return normal.isEmpty() ? Set.of(Role.USER) : normal;
    }

    /** Whether the caller may give or take away that role in an organisation, which may be the provider's own. */
    static boolean mayGrant(Caller caller, boolean providersOwn, Role role) {
        return role != Role.PROVIDER_ADMIN || (providersOwn && caller.has(Permission.PROVIDER));
    }

    /**
     * Every role that comes or goes must be the caller's to give.
     *
     * @throws Problem {@code role-not-grantable}
     */
    static void requireMayChange(Caller caller, boolean providersOwn, Set<Role> before, Set<Role> after) {
        for (Role role : Role.values()) {
            if (before.contains(role) != after.contains(role) && !mayGrant(caller, providersOwn, role)) {
                throw AccountProblems.ROLE_NOT_GRANTABLE.problem(
                        "Provider administrators are named by provider administrators, among the people of the provider's"
                                + " own organisation.");
            }
        }
    }
}
