/**
 * Binds the contract to handlers: decoding, validation, permissions, errors, headers and metrics of every request happen
 * here once, so that a feature sees plain arguments. Owns no tables.
 */
@NullMarked
package dev.gatehouse.http;

import org.jspecify.annotations.NullMarked;
