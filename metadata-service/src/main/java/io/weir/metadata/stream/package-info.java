/** Answers of any length, which leave as they are read. */
@NullMarked
package io.weir.metadata.stream;

import org.jspecify.annotations.NullMarked;
