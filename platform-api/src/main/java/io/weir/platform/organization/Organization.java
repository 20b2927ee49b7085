package io.weir.platform.organization;

import io.weir.support.note.Notes;
import java.time.Instant;

/**
 * Things that are granted together: what a role is granted on an organization holds for all that is in it.
 *
 * @param owner whose it is, as in {@code user:ann}: who decides what is in it, and who may what with that
 * @param updatedAt when its comment or its properties last changed
 * @param revision grows by one with each change
 */
public record Organization(
        String name, String owner, Notes notes, Instant createdAt, Instant updatedAt, long revision) {}
