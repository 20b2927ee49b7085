/** The identity that the workers have at Azure themselves, and what it may be used for. */
@NullMarked
package io.weir.support.azure;

import org.jspecify.annotations.NullMarked;
