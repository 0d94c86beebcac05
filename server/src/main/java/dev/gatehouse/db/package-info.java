/** The connection pool, transactions, ids and paging that every store uses. Owns no tables. */
@NullMarked
package dev.gatehouse.db;

import org.jspecify.annotations.NullMarked;
