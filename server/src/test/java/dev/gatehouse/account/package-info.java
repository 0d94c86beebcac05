@NullMarked
package dev.gatehouse.account;

import org.jspecify.annotations.NullMarked;
