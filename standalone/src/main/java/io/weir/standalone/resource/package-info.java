/** Commands that list, get, create and delete what the platform keeps, through its API. */
@NullMarked
package io.weir.standalone.resource;

import org.jspecify.annotations.NullMarked;
