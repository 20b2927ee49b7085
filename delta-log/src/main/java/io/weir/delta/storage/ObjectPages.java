package io.weir.delta.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The objects of a folder whose names begin alike, a page at a time, so that memory is a page's however many there are. */
public final class ObjectPages {

    private final StoredFolders objects;
    private final String beginning;
    private final int limit;
    private String from = "";
    private boolean isBegun;

    /**
     * Calls nobody yet.
     *
     * @param beginning of the names: a folder with its slash, and the beginning of what lies in it
     * @param limit of a page
     */
    public ObjectPages(StoredFolders objects, String beginning, int limit) {
        this.objects = objects;
        this.beginning = beginning;
        this.limit = limit;
    }

    /** Whether there is another page, which may be empty. */
    public boolean hasNext() {
        return !isBegun || !from.isEmpty();
    }

    /** The next page, in the order of names, without folders. One call to the store. */
    public List<StoredObject> next() throws IOException {
        FolderPage page = objects.listFolder(beginning, from, limit);
        isBegun = true;
        from = page.next();
        return page.objects();
    }

    /** All that is left, for beginnings that few names have. */
    public List<StoredObject> rest() throws IOException {
        List<StoredObject> all = new ArrayList<>();
        while (hasNext()) {
            all.addAll(next());
        }
        return all;
    }
}
