/** Opening, planning, listing and committing of Delta tables, beside Delta Kernel and bare PostgreSQL. */
@NullMarked
package io.weir.benchmarks.tables;

import org.jspecify.annotations.NullMarked;
