package dev.gatehouse.account;

import dev.gatehouse.http.Caller;
import dev.gatehouse.http.StepUp;
import java.time.Instant;
import java.util.Set;

/**
 * What an account becomes by a change that the caller may make.
 *
 * @param restores takes a suspension back
 */
record AccountPlan(String name, Set<Role> roles, Account.State state, boolean suspends, boolean restores) {

    /** The plan; throws the problem that stands in its way. */
    static AccountPlan of(Caller caller, AccountLock.Locked locked, AccountChange change, Instant now) {
        Account before = locked.account();
        String name = change.name()
                .map(text -> DisplayName.parse(text).orElseThrow(() -> AccountProblems.invalidName("/name")))
                .orElse(before.name());
        Set<Role> roles = change.roles().map(RoleRules::normal).orElse(before.roles());
        boolean wasSuspended = before.state() == Account.State.SUSPENDED;
        boolean suspended = change.suspended().orElse(wasSuspended);
        boolean suspends = suspended && !wasSuspended;
        boolean restores = wasSuspended && !suspended;
        if (suspends || restores || !roles.equals(before.roles())) {
            caller.requireStepUp(StepUp.Action.MANAGE, now);
        }
        RoleRules.requireMayChange(caller, locked.providersOwn(), before.roles(), roles);
        if (suspends && before.id().equals(caller.accountId())) {
            throw AccountProblems.NOT_YOURSELF.problem();
        }
        boolean asksForActive = change.suspended().isPresent() && !suspended;
        if (asksForActive && before.state() == Account.State.INVITED) {
            throw AccountProblems.INVITATION_OPEN.problem();
        }
        return new AccountPlan(name, roles, suspends ? Account.State.SUSPENDED : before.state(), suspends, restores);
    }

    /** The roles with which the account still counts as an administrator. */
    Set<Role> keepsRoles() {
        return state == Account.State.ACTIVE ? roles : Set.of();
    }
}
