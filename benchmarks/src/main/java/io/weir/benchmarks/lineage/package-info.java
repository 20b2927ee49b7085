/** What lineage costs: events in, questions out. */
@NullMarked
package io.weir.benchmarks.lineage;

import org.jspecify.annotations.NullMarked;
