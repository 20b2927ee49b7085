/** Heartbeats in PostgreSQL. */
@NullMarked
package io.weir.lineage.heartbeat.jdbc;

import org.jspecify.annotations.NullMarked;
