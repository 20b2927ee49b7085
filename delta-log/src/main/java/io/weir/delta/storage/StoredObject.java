package io.weir.delta.storage;

import java.time.Instant;

/**
 * An object as a listing has it.
 *
 * @param name relative to the table's location
 * @param size bytes
 */
public record StoredObject(String name, long size, Instant modified) {}
