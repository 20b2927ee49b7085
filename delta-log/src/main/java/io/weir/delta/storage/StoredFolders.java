package io.weir.delta.storage;

import java.io.IOException;
import java.util.List;

/** Objects that people look through, a folder at a time, whatever lies in folders within: each of these counts as one. */
public interface StoredFolders extends StoredObjects {

    /**
     * A page of what lies in a folder, in an order of the store's own, which for objects with names of ASCII is the order of
     * their names. A page may hold fewer than were asked for, or nothing, before the last; and in stores that keep folders as
     * such, one of them may stand in two pages. One call to the store.
     *
     * @param beginning of the names: empty, a folder with its slash, or such with the beginning of what lies in it
     * @param from where to go on: {@link FolderPage#next()} of the page before; empty for the first page
     * @param limit of folders and objects together
     */
    FolderPage listFolder(String beginning, String from, int limit) throws IOException;

    /**
     * As {@link #listFrom}, of the objects whose names begin so: what only a link leads to is listed, too. For beginnings that few
     * names have.
     *
     * @param beginning of the names: a folder with its slash, and the beginning of what lies in it
     */
    default List<StoredObject> listBeginning(String beginning) throws IOException {
        return new ObjectPages(this, beginning, 1000).rest();
    }
}
