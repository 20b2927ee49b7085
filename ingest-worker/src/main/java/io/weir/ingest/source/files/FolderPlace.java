package io.weir.ingest.source.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder that the worker sees, or a file.
 *
 * @param base its real path
 */
record FolderPlace(Path base) implements FilePlace {

    /** Links are not followed. */
    @Override
    public SortedMap<String, PlacedFile> files() throws IOException {
        SortedMap<String, PlacedFile> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(base)) {
            for (Path file : found.filter(Files::isRegularFile)
                    .filter(file -> !Files.isSymbolicLink(file))
                    .toList()) {
                Path relative = base.equals(file) ? file.getFileName() : base.relativize(file);
                String name = relative.toString().replace('\\', '/');
                if (FilePlace.isVisible(name)) {
                    files.put(name, placed(file));
                }
            }
        } catch (UncheckedIOException unlisted) {
            // A folder below that may not be read, which the walk comes upon late.
            throw unlisted.getCause();
        }
        return files;
    }

    private static PlacedFile placed(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        String stamp = Long.toString(attributes.lastModifiedTime().toMillis());
        return new PlacedFile(file.toString(), attributes.size(), stamp, "", () -> new LocalCopy(file, null));
    }
}
