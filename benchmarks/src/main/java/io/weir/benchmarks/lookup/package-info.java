/** How many lookups of one row PostgreSQL answers to so many callers at once, and how late. */
@NullMarked
package io.weir.benchmarks.lookup;

import org.jspecify.annotations.NullMarked;
