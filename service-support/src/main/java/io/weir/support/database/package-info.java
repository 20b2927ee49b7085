/** How a service signs in to its database. */
@NullMarked
package io.weir.support.database;

import org.jspecify.annotations.NullMarked;
