/** What the tests of several features stand on. */
@NullMarked
package dev.gatehouse.testing;

import org.jspecify.annotations.NullMarked;
