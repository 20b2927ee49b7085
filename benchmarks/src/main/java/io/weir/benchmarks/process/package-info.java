/** What the operating system says about this process. */
@NullMarked
package io.weir.benchmarks.process;

import org.jspecify.annotations.NullMarked;
