package io.weir.metadata.table;

/**
 * A table that has a name or a place which another one wants.
 *
 * @param live false if it is dropped and not yet forgotten
 */
public record LocationClaim(String name, String location, boolean live) {}
