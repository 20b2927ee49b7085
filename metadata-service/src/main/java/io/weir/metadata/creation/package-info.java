/** New tables: checked, placed, and committed as version 0. */
@NullMarked
package io.weir.metadata.creation;

import org.jspecify.annotations.NullMarked;
