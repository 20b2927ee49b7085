package io.weir.lineage.object;

import java.net.URI;

/**
 * An object that was stored.
 *
 * @param uri where engines read it
 * @param size in bytes
 * @param sha256 of its bytes, in hex digits
 */
public record StoredObject(String bucket, String object, URI uri, long size, String sha256) {}
