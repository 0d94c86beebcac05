/**
 * Who did what, to what, when, from where and with what result: append-only and hash-chained per organisation. Owns the
 * tables {@code audit_*}.
 */
@NullMarked
package dev.gatehouse.audit;

import org.jspecify.annotations.NullMarked;
