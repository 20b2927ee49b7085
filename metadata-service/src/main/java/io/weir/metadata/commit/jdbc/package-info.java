/** Commits in Postgres. */
@NullMarked
package io.weir.metadata.commit.jdbc;

import org.jspecify.annotations.NullMarked;
