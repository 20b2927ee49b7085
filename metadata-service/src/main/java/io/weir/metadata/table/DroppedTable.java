package io.weir.metadata.table;

import java.time.Instant;

/**
 * A table that is no longer in the catalog and can be taken back.
 *
 * @param head as it was when it was dropped
 * @param purgeAt when it is forgotten for good
 */
public record DroppedTable(TableHead head, Instant droppedAt, Instant purgeAt) {}
