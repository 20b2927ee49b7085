/** The REST routes of this feature. */
@NullMarked
package io.weir.metadata.table.web;

import org.jspecify.annotations.NullMarked;
