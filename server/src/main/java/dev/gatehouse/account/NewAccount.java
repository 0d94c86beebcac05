package dev.gatehouse.account;

import java.util.List;
import java.util.Set;

/**
 * A person who is to get an account.
 *
 * @param roles as {@link RoleRules#normal} leaves them
 * @param active may sign in at once, because a password comes along
 */
record NewAccount(String name, List<EmailAddress> addresses, Set<Role> roles, boolean active) {}
