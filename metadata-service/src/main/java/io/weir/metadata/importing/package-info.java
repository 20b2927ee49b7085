/** Import: a table that other engines wrote is taken over from its log files, with its history. */
@NullMarked
package io.weir.metadata.importing;

import org.jspecify.annotations.NullMarked;
