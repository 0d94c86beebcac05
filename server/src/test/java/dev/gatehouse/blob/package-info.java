@NullMarked
package dev.gatehouse.blob;

import org.jspecify.annotations.NullMarked;
