/** Starts the server: configuration, migrations, and the composition root that wires every feature. */
@NullMarked
package dev.gatehouse.app;

import org.jspecify.annotations.NullMarked;
