/** Which files a reader has to read: the live files of a version, or those of them that a condition may be true of. */
@NullMarked
package io.weir.metadata.planning;

import org.jspecify.annotations.NullMarked;
