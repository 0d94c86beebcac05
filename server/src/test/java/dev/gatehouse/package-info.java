/** Tests about the house as a whole. */
@NullMarked
package dev.gatehouse;

import org.jspecify.annotations.NullMarked;
