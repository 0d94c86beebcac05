@NullMarked
package dev.gatehouse.audit;

import org.jspecify.annotations.NullMarked;
