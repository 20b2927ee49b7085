package io.weir.metadata.table;

/**
 * A table that has a name or a place which another one wants.
 *
 * @param live false if it is dropped and its last versions are being published
 */
public record LocationClaim(String name, String location, boolean live) {}
