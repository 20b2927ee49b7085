/** The identity that the workers have at Azure themselves, what it may be used for, and places in Azure's storage. */
@NullMarked
package io.weir.support.azure;

import org.jspecify.annotations.NullMarked;
