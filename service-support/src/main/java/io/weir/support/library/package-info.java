/** Native libraries that drivers and codecs unpack. */
@NullMarked
package io.weir.support.library;

import org.jspecify.annotations.NullMarked;
