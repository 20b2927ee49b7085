/** Transforms: a SELECT that rows go through before they are written, checked so that it can do nothing else. */
@NullMarked
package io.weir.ingest.transform;

import org.jspecify.annotations.NullMarked;
