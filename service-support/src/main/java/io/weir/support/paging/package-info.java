/** Keyset paging: a page's token is the key after which the next page begins. */
@NullMarked
package io.weir.support.paging;

import org.jspecify.annotations.NullMarked;
