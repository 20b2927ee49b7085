/** Commits told to lineage, by the outbox. */
@NullMarked
package io.weir.metadata.commit.outbox;

import org.jspecify.annotations.NullMarked;
