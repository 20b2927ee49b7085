/** The REST routes of this feature. */
@NullMarked
package io.weir.metadata.mirror.web;

import org.jspecify.annotations.NullMarked;
