/** Runs of jobs: what state they are in, what they read and wrote. */
@NullMarked
package io.weir.lineage.run;

import org.jspecify.annotations.NullMarked;
