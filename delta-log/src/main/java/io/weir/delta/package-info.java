/** Delta logs: actions and their JSON, schemas, conflict rules, checkpoint and checksum files, and reading by path. */
@NullMarked
package io.weir.delta;

import org.jspecify.annotations.NullMarked;
