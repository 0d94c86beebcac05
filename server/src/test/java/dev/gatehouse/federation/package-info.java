@NullMarked
package dev.gatehouse.federation;

import org.jspecify.annotations.NullMarked;
