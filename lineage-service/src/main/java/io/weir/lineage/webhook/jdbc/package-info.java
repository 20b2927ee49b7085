/** Webhooks in PostgreSQL. */
@NullMarked
package io.weir.lineage.webhook.jdbc;

import org.jspecify.annotations.NullMarked;
