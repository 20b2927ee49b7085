/** Runs of jobs for people who write them: started, kept alive and ended by one block. */
@NullMarked
package io.weir.client.job;

import org.jspecify.annotations.NullMarked;
