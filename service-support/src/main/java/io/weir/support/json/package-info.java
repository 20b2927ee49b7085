/** Reads requests strictly: unknown, missing and null fields are told to the caller. */
@NullMarked
package io.weir.support.json;

import org.jspecify.annotations.NullMarked;
