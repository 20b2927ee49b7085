/** The REST routes of this feature. */
@NullMarked
package io.weir.metadata.snapshot.web;

import org.jspecify.annotations.NullMarked;
