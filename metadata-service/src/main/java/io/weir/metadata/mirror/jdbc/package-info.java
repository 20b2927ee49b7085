/** The mirror's progress in Postgres. */
@NullMarked
package io.weir.metadata.mirror.jdbc;

import org.jspecify.annotations.NullMarked;
