/** Strict reading of JSON objects, with errors that name the field, and stable writing of them. */
@NullMarked
package io.weir.delta.json;

import org.jspecify.annotations.NullMarked;
