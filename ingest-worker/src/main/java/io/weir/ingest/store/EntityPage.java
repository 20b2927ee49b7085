package io.weir.ingest.store;

import java.util.List;

/**
 * A part of what a store has.
 *
 * @param next where the listing goes on, in the store's own words; empty behind the last page
 */
public record EntityPage(List<Entity> entities, String next) {

    public EntityPage {
        entities = List.copyOf(entities);
    }

    /** A page of a listing that goes on behind a path, and is at its end when a page is not full. */
    public static EntityPage upTo(int limit, List<Entity> entities) {
        return new EntityPage(
                entities,
                entities.size() < limit ? "" : entities.get(entities.size() - 1).path());
    }
}
