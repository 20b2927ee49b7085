/** Many small calls of a service. */
@NullMarked
package io.weir.benchmarks.calls;

import org.jspecify.annotations.NullMarked;
