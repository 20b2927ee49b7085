/** The REST routes of this feature. */
@NullMarked
package io.weir.metadata.history.web;

import org.jspecify.annotations.NullMarked;
