/** What other services tell of schemas. */
@NullMarked
package io.weir.metadata.catalog.http;

import org.jspecify.annotations.NullMarked;
