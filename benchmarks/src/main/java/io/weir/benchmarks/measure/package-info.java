/** Repeated measurements and what is made of them. */
@NullMarked
package io.weir.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
