package io.weir.delta.storage;

import java.util.List;

/**
 * A part of what lies in a folder.
 *
 * @param folders with a slash at their ends, named as the objects are
 * @param next where the listing goes on, in the store's own words; empty behind the last page
 */
public record FolderPage(List<String> folders, List<StoredObject> objects, String next) {

    /** Of what is not there. */
    static final FolderPage EMPTY = new FolderPage(List.of(), List.of(), "");

    public FolderPage {
        folders = List.copyOf(folders);
        objects = List.copyOf(objects);
    }
}
