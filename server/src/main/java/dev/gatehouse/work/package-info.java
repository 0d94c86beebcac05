/** Where threads come from: blocking libraries run here, and their results come back to the event loop that asked. Owns no tables. */
@NullMarked
package dev.gatehouse.work;

import org.jspecify.annotations.NullMarked;
