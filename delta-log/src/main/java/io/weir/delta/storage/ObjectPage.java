package io.weir.delta.storage;

import java.util.List;

/**
 * A part of a listing.
 *
 * @param next where the listing goes on, in the store's own words; empty behind the last page
 */
public record ObjectPage(List<StoredObject> objects, String next) {

    public ObjectPage {
        objects = List.copyOf(objects);
    }

    /** A page of a store that goes on behind a name, and is at its end when a page is not full. */
    public static ObjectPage upTo(int limit, List<StoredObject> objects) {
        return new ObjectPage(
                objects,
                objects.size() < limit ? "" : objects.get(objects.size() - 1).name());
    }
}
