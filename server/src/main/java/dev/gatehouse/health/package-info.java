/**
 * Probes for load balancers and monitoring, and the management port that carries them, the metrics and, in a demonstration, the
 * captured mail. Owns no tables.
 */
@NullMarked
package dev.gatehouse.health;

import org.jspecify.annotations.NullMarked;
