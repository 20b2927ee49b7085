/** PostgreSQL's binary format of rows, for whoever writes many of them. */
@NullMarked
package io.weir.metadata.copy;

import org.jspecify.annotations.NullMarked;
