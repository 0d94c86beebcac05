/**
 * Mail that the product itself sends: queued in the transaction that causes it, delivered by a background pass. Owns the
 * tables {@code mail_*}.
 */
@NullMarked
package dev.gatehouse.mail;

import org.jspecify.annotations.NullMarked;
