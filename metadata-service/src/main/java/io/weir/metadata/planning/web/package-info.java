/** The REST routes of this feature. */
@NullMarked
package io.weir.metadata.planning.web;

import org.jspecify.annotations.NullMarked;
