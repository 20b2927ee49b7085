package io.weir.ingest.source.files;

import io.weir.delta.storage.ObjectPage;
import io.weir.delta.storage.StorageException;
import io.weir.delta.storage.StoredObject;
import io.weir.delta.storage.StoredObjects;
import io.weir.ingest.source.SourceException;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Objects of a store below a prefix, or one of them. Each is brought here when it is read, and is that which was listed: the
 * store is asked for it by its version.
 */
final class ObjectPlace implements FilePlace {

    private static final int PAGE = 1_000;

    private final ObjectStore store;
    private final String name;
    private final Spool spool;

    /** @param name of a folder, or of an object, in the store's own folder */
    ObjectPlace(ObjectStore store, String name, Spool spool) {
        this.store = store;
        this.name = name;
        this.spool = spool;
    }

    @Override
    public SortedMap<String, PlacedFile> files() throws IOException {
        SortedMap<String, PlacedFile> files = new TreeMap<>();
        StoredObjects within = store.below(name + "/");
        String from = "";
        do {
            ObjectPage page = within.listAll(from, PAGE);
            page.objects().forEach(object -> put(files, within, name + "/", object));
            from = page.next();
        } while (!from.isEmpty());
        if (files.isEmpty()) {
            StoredObjects beside = store.below("");
            beside.listFrom(name).stream()
                    .limit(1)
                    .filter(object -> object.name().equals(name))
                    .filter(object -> FilePlace.isVisible(object.name()))
                    // As a file of its own has it: what it lies in is no part of what is read.
                    .forEach(
                            object -> files.put(name.substring(name.lastIndexOf('/') + 1), placed(beside, "", object)));
        }
        if (files.isEmpty()) {
            throw new SourceException(store.uri() + " has neither a folder nor an object '" + name + "' to be read");
        }
        return files;
    }

    private void put(SortedMap<String, PlacedFile> files, StoredObjects objects, String folder, StoredObject object) {
        if (FilePlace.isVisible(object.name())) {
            files.put(object.name(), placed(objects, folder, object));
        }
    }

    private PlacedFile placed(StoredObjects objects, String folder, StoredObject object) {
        String location = store.uri() + "/" + folder + object.name();
        String stamp = object.version() + "@" + object.modified();
        return new PlacedFile(location, object.size(), stamp, object.version(), () -> fetch(objects, object, location));
    }

    private LocalCopy fetch(StoredObjects objects, StoredObject object, String location) throws IOException {
        LocalCopy copy = spool.next(object.name());
        boolean there = false;
        try {
            there = objects.download(object, copy.path());
        } finally {
            if (!there) {
                copy.close();
            }
        }
        if (!there) {
            throw new StorageException(location + " was changed or removed since it was listed", null);
        }
        return copy;
    }

    @Override
    public void close() {
        store.close();
    }
}
