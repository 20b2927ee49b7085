package io.weir.delta.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The objects below one table's location, named relative to it with {@code /} between folders, such as
 * {@code _delta_log/00000000000000000000.json}. An object is visible as a whole or not at all, whenever the process ends.
 *
 * <p>Every method throws {@link StorageException} if the store fails, whose text is for the people who run it; the same
 * call may then be made again.
 */
public interface StoredObjects {

    /** Makes an object unless one of this name is there; two callers at once never both get {@code CREATED}. */
    PutOutcome putIfAbsent(String name, byte[] content) throws IOException;

    /** As {@link #putIfAbsent(String, byte[])}, of a local file of any size, which stays where it is. */
    PutOutcome putIfAbsent(String name, Path content) throws IOException;

    /**
     * As {@link #putIfAbsent(String, byte[])} of many, one behind the other: none is seen before those before it are. Ends behind
     * one that is not optional and is there with other bytes. With as few waits for the
     * store as it allows.
     */
    default Puts putAllIfAbsent(List<NewObject> objects) {
        List<PutOutcome> outcomes = new ArrayList<>();
        for (NewObject object : objects) {
            try {
                outcomes.add(putIfAbsent(object.name(), object.content()));
            } catch (IOException failed) {
                return new Puts(outcomes, Optional.of(failed));
            }
            if (outcomes.get(outcomes.size() - 1) == PutOutcome.EXISTS_DIFFERENT && !object.isOptional()) {
                break;
            }
        }
        return new Puts(outcomes, Optional.empty());
    }

    /** The whole object; empty if there is none of this name. Holds it in memory: for log files, not for data. */
    Optional<byte[]> get(String name) throws IOException;

    /**
     * Writes the whole object to a local file; false if there is none of this name. For objects of any size, where the
     * store can: this one passes through memory.
     */
    default boolean download(String name, Path target) throws IOException {
        Optional<byte[]> content = get(name);
        if (content.isPresent()) {
            Files.write(target, content.get());
        }
        return content.isPresent();
    }

    /**
     * As {@link #download(String, Path)}, of the very object that was listed; false if there is another one of its name by
     * now, or none. What is in the file then is nothing.
     */
    default boolean download(StoredObject listed, Path target) throws IOException {
        // Of a store without versions: what is listed again after it was read was there while it was read.
        return download(listed.name(), target)
                && listFrom(listed.name()).stream().limit(1).anyMatch(listed::equals);
    }

    /**
     * The objects in the folder of {@code name} whose names are equal to it or behind it, in the order of names by
     * character; folders within are left out. Empty if the folder is not there.
     */
    List<StoredObject> listFrom(String name) throws IOException;

    /**
     * A page of all objects, those of folders within too, in an order of the store's own. What only a link leads to is left
     * out. Memory is that of the page.
     *
     * @param from where to go on: {@link ObjectPage#next()} of the page before; empty for the first page
     * @param limit of the page, which may hold fewer, or none, before the last
     */
    ObjectPage listAll(String from, int limit) throws IOException;

    /** Puts the object there whatever was there before: a reader sees the old or the new one, never none. */
    void replace(String name, byte[] content) throws IOException;

    /** Takes the object away, if it is there. */
    void delete(String name) throws IOException;

    /** As {@link #delete}, of what {@link #listAll} showed; does nothing where only a link leads to it by now. */
    default void deleteListed(String name) throws IOException {
        delete(name);
    }

    /**
     * As {@link #deleteListed(String)} of many, with as few calls as the store allows or several at once. In no order; once one
     * failed, others may be left as they are.
     */
    default Deletions deleteAllListed(List<String> names) {
        List<String> gone = new ArrayList<>();
        for (String name : names) {
            try {
                deleteListed(name);
            } catch (IOException failed) {
                return new Deletions(gone, Optional.of(failed));
            }
            gone.add(name);
        }
        return new Deletions(gone, Optional.empty());
    }

    /** Whether no object lies in a folder, those in folders within left out. */
    default boolean isEmpty(String folder) throws IOException {
        return listFrom(folder + "/ ").isEmpty();
    }
}
