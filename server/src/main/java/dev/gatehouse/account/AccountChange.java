package dev.gatehouse.account;

import java.util.Optional;
import java.util.Set;

/**
 * What is to change about an account; what is absent stays.
 *
 * @param suspended true suspends, false takes the suspension back
 */
record AccountChange(Optional<String> name, Optional<Set<Role>> roles, Optional<Boolean> suspended) {}
