/** Takes files away that no version of a table needs any more. */
@NullMarked
package io.weir.metadata.vacuum;

import org.jspecify.annotations.NullMarked;
