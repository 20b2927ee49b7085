/** Signing in to a database. */
@NullMarked
package io.weir.support.database;

import org.jspecify.annotations.NullMarked;
