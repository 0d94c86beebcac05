@NullMarked
package dev.gatehouse.work;

import org.jspecify.annotations.NullMarked;
