/** A real PostgreSQL server as a child process, its data kept from one start to the next. */
@NullMarked
package io.weir.standalone.postgres;

import org.jspecify.annotations.NullMarked;
