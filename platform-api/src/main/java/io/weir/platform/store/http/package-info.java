/** What other services know of stores. */
@NullMarked
package io.weir.platform.store.http;

import org.jspecify.annotations.NullMarked;
