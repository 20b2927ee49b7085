/** What Delta Kernel makes of a table's files, against what Postgres says. */
@NullMarked
package io.weir.metadata.replay;

import org.jspecify.annotations.NullMarked;
