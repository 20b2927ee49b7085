/** The REST routes of this feature. */
@NullMarked
package io.weir.metadata.importing.web;

import org.jspecify.annotations.NullMarked;
