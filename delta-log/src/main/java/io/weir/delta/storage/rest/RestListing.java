package io.weir.delta.storage.rest;

import io.weir.delta.storage.StoredObject;
import java.util.List;

/**
 * A page of a listing.
 *
 * @param objects with their whole names
 * @param folders with their whole names, and a slash at their ends; of listings without what lies in folders
 * @param marker where the listing goes on, in the store's own words; empty behind the last page
 */
public record RestListing(List<StoredObject> objects, List<String> folders, String marker) {

    /**
     * What is to be listed.
     *
     * @param prefix of the names
     * @param from no name before it need be there; empty for all
     * @param withFolders whether what lies in folders below the prefix is there, too
     * @param marker of the page before; empty for the first
     * @param limit of the page
     */
    public record Wanted(String prefix, String from, boolean withFolders, String marker, int limit) {}
}
