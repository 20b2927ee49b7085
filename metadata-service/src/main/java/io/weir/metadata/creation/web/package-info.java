/** The REST routes of this feature. */
@NullMarked
package io.weir.metadata.creation.web;

import org.jspecify.annotations.NullMarked;
