/** What a benchmark says: our figure beside somebody else's, or beside a limit. */
@NullMarked
package io.weir.benchmarks.report;

import org.jspecify.annotations.NullMarked;
