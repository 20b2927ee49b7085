package io.weir.standalone.delta;

import io.weir.delta.log.LogListing;
import io.weir.delta.storage.LocalObjects;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * A Delta table in a folder of this machine.
 *
 * @param location its absolute folder
 * @param firstVersion oldest commit that is there
 * @param lastVersion newest commit that is there
 * @param commits number of commits that are there
 * @param checkpoints number of checkpoints that are complete
 */
record FoundTable(String location, long firstVersion, long lastVersion, int commits, int checkpoints) {

    private static final String LOG = "_delta_log";

    /**
     * Every table in a folder or below it, in the order of their names; a table's own folders are not searched. A folder that
     * cannot be looked into keeps nothing else from being found, and is said on the command's stderr.
     *
     * @throws ParameterException if it is no folder
     */
    static List<FoundTable> below(Path folder, CommandLine command) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(command, folder + " is no folder");
        }
        List<FoundTable> found = new ArrayList<>();
        Files.walkFileTree(folder.toAbsolutePath().normalize(), new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failed) {
                // What is gone meanwhile was no table of those that stay.
                if (!(failed instanceof NoSuchFileException)) {
                    command.getErr().println("weir: cannot look into " + file + ": " + failed);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (!Files.isDirectory(directory.resolve(LOG))) {
                    return FileVisitResult.CONTINUE;
                }
                LogListing log = LogListing.of(new LocalObjects(directory));
                if (!log.commits().isEmpty()) {
                    found.add(of(directory, log));
                }
                return FileVisitResult.SKIP_SUBTREE;
            }
        });
        found.sort((one, other) -> one.location().compareTo(other.location()));
        return found;
    }

    private static FoundTable of(Path directory, LogListing log) {
        return new FoundTable(
                directory.toString(),
                log.commits().firstKey(),
                log.commits().lastKey(),
                log.commits().size(),
                log.checkpoints().size());
    }

    /** Whether versions between the first and the last are missing. */
    boolean hasGap() {
        return lastVersion - firstVersion + 1 != commits;
    }

    /** A name for it in the catalog, by its place below a folder. */
    String nameBelow(Path folder) {
        Path relative = folder.toAbsolutePath().normalize().relativize(Path.of(location));
        String name =
                relative.toString().isEmpty() ? String.valueOf(Path.of(location).getFileName()) : relative.toString();
        return name.replaceAll("[^A-Za-z0-9_-]", "_").replaceFirst("^-", "_");
    }
}
