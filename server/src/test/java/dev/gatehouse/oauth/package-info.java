@NullMarked
package dev.gatehouse.oauth;

import org.jspecify.annotations.NullMarked;
