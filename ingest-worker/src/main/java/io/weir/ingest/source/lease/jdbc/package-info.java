/** Leases of hubs in the service's database, by whose clock they end. */
@NullMarked
package io.weir.ingest.source.lease.jdbc;

import org.jspecify.annotations.NullMarked;
