/** Leases of hubs and folders in the service's database, by whose clock they end. */
@NullMarked
package io.weir.ingest.source.lease.jdbc;

import org.jspecify.annotations.NullMarked;
