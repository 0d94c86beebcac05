/** Tokens, password hashes and secrets at rest: pure algorithms and the pool they run on. Owns no tables. */
@NullMarked
package dev.gatehouse.crypto;

import org.jspecify.annotations.NullMarked;
