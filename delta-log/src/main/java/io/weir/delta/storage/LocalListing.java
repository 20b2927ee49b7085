package io.weir.delta.storage;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A page of the files below a folder, in the order of their paths' parts. Folders tell their names in no order: of each, as
 * many of the least as the page still takes are kept, so that memory is the page's however many files a folder has.
 */
final class LocalListing {

    private final Path root;
    private final int limit;
    private final List<StoredObject> page = new ArrayList<>();

    LocalListing(Path root, int limit) {
        this.root = root;
        this.limit = limit;
    }

    List<StoredObject> after(String name) throws IOException {
        Iterator<String> parts = List.of(name.split("/", -1)).iterator();
        collect(root, name.isEmpty() ? null : parts);
        return page;
    }

    /** @param after the parts of the name behind which to begin; null for all that the folder holds */
    private void collect(Path folder, @Nullable Iterator<String> after) throws IOException {
        String last = after == null ? "" : after.next();
        if (after != null && after.hasNext()) {
            Path within = folder.resolve(last);
            if (Files.isDirectory(within, LinkOption.NOFOLLOW_LINKS)) {
                collect(within, after);
            }
        }
        for (List<String> next = least(folder, last); !next.isEmpty(); next = least(folder, last)) {
            for (String name : next) {
                if (page.size() == limit) {
                    return;
                }
                take(folder.resolve(name));
                last = name;
            }
        }
    }

    private List<String> least(Path folder, String after) throws IOException {
        int wanted = limit - page.size();
        TreeSet<String> least = new TreeSet<>();
        if (wanted == 0) {
            return List.of();
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (name.compareTo(after) > 0 && least.add(name) && least.size() > wanted) {
                    least.pollLast();
                }
            }
        } catch (NoSuchFileException | NotDirectoryException goneMeanwhile) {
            return List.of();
        } catch (DirectoryIteratorException failure) {
            throw new IOException(failure.getMessage(), failure);
        }
        return List.copyOf(least);
    }

    private void take(Path entry) throws IOException {
        Optional<BasicFileAttributes> found = attributes(entry);
        if (found.isEmpty()) {
            return;
        }
        BasicFileAttributes attributes = found.get();
        if (attributes.isDirectory()) {
            collect(entry, null);
        } else if (attributes.isRegularFile()) {
            String name = root.relativize(entry).toString().replace('\\', '/');
            page.add(new StoredObject(
                    name, attributes.size(), attributes.lastModifiedTime().toInstant()));
        }
    }

    private static Optional<BasicFileAttributes> attributes(Path entry) throws IOException {
        try {
            return Optional.of(Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException goneMeanwhile) {
            return Optional.empty();
        }
    }
}
