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

    /**
     * A page of a folder itself, in the order of names.
     *
     * @param beginning of the names: a folder with its slash, or empty, and the beginning of what lies in it
     * @param last name of the page before, or empty
     */
    FolderPage inFolder(String beginning, String last) throws IOException {
        int slash = beginning.lastIndexOf('/') + 1;
        Path folder = root.resolve(beginning.substring(0, slash)).normalize();
        if (!folder.startsWith(root)) {
            throw new IllegalArgumentException("'" + beginning + "' is no folder below " + root);
        }
        if (!folder.toRealPath().startsWith(root.toRealPath())) {
            return FolderPage.EMPTY;
        }
        List<String> names = least(folder, last, beginning.substring(slash), limit);
        List<String> folders = new ArrayList<>();
        for (String name : names) {
            Path entry = folder.resolve(name);
            Optional<BasicFileAttributes> found = attributes(entry);
            if (found.isPresent() && found.get().isDirectory()) {
                folders.add(nameOf(entry) + "/");
            } else if (found.isPresent() && found.get().isRegularFile()) {
                page.add(object(entry, found.get()));
            }
        }
        return new FolderPage(folders, page, names.size() < limit ? "" : names.get(names.size() - 1));
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
        for (List<String> next = next(folder, last); !next.isEmpty(); next = next(folder, last)) {
            for (String name : next) {
                if (page.size() == limit) {
                    return;
                }
                take(folder.resolve(name));
                last = name;
            }
        }
    }

    private List<String> next(Path folder, String after) throws IOException {
        int wanted = limit - page.size();
        return wanted == 0 ? List.of() : least(folder, after, "", wanted);
    }

    private static List<String> least(Path folder, String after, String beginning, int wanted) throws IOException {
        TreeSet<String> least = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (name.compareTo(after) > 0
                        && name.startsWith(beginning)
                        && least.add(name)
                        && least.size() > wanted) {
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
            page.add(object(entry, attributes));
        }
    }

    private StoredObject object(Path file, BasicFileAttributes attributes) {
        return new StoredObject(
                nameOf(file), attributes.size(), attributes.lastModifiedTime().toInstant());
    }

    private String nameOf(Path entry) {
        return root.relativize(entry).toString().replace('\\', '/');
    }

    private static Optional<BasicFileAttributes> attributes(Path entry) throws IOException {
        try {
            return Optional.of(Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException goneMeanwhile) {
            return Optional.empty();
        }
    }
}
