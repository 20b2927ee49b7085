/** How a service signs in to its database, and how many connections it keeps. */
@NullMarked
package io.weir.support.database;

import org.jspecify.annotations.NullMarked;
