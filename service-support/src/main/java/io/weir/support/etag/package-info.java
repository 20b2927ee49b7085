/** Entity tags: what a caller saw of a resource before it changes it. */
@NullMarked
package io.weir.support.etag;

import org.jspecify.annotations.NullMarked;
