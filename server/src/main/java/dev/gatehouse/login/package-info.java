/**
 * The central sign-in: evidence, the one gate that mints sessions, step-up, mailed links, budgets, devices. Owns the tables
 * {@code login_*}.
 */
@NullMarked
package dev.gatehouse.login;

import org.jspecify.annotations.NullMarked;
