/**
 * What each operation may be refused with, as the API document says it: read from what the operation does, so that it is true
 * of the code that runs and of nothing else.
 */
@NullMarked
package io.weir.support.openapi.problem;

import org.jspecify.annotations.NullMarked;
