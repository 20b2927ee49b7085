/** Traces of requests: what they waited for, across services, statements of SQL and stores of objects. */
@NullMarked
package io.weir.support.tracing;

import org.jspecify.annotations.NullMarked;
