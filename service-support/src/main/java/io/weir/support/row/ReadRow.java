package io.weir.support.row;

import java.time.Instant;

/**
 * A row as somebody read it.
 *
 * @param revision another one after each change
 * @param createdAt tells it from one of the same name that was removed before
 */
public record ReadRow(String name, long revision, String owner, Instant createdAt) {}
