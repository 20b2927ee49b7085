/** Owners in the service's schema. */
@NullMarked
package io.weir.metadata.ownership.jdbc;

import org.jspecify.annotations.NullMarked;
