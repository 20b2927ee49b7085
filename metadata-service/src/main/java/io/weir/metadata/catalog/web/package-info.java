/** The REST routes of this feature. */
@NullMarked
package io.weir.metadata.catalog.web;

import org.jspecify.annotations.NullMarked;
