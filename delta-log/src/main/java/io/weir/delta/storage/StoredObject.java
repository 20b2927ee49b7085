package io.weir.delta.storage;

import java.time.Instant;

/**
 * An object as a listing has it.
 *
 * @param name relative to the table's location
 * @param size bytes
 * @param version tells it from what had its name before, in the store's own words; empty where the store has none
 */
public record StoredObject(String name, long size, Instant modified, String version) {

    /** Of a store without versions. */
    public StoredObject(String name, long size, Instant modified) {
        this(name, size, modified, "");
    }
}
