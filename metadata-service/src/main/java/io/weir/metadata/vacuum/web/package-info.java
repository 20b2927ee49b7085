/** The REST routes of this feature. */
@NullMarked
package io.weir.metadata.vacuum.web;

import org.jspecify.annotations.NullMarked;
