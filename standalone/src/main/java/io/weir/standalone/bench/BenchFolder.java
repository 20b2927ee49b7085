package io.weir.standalone.bench;

import io.weir.standalone.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** A folder for one run, gone with it. */
final class BenchFolder implements AutoCloseable {

    private final Path folder;

    private BenchFolder(Path folder) {
        this.folder = folder;
    }

    static BenchFolder make(@Nullable Path parent) {
        try {
            if (parent == null) {
                return new BenchFolder(Files.createTempDirectory("weir-bench"));
            }
            Files.createDirectories(parent);
            return new BenchFolder(Files.createTempDirectory(parent, "weir-bench"));
        } catch (IOException e) {
            throw new CommandFailure(
                    "cannot make a folder for the run (" + e.getMessage() + "): name a writable one with --work-dir",
                    e);
        }
    }

    Path resolve(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() throws IOException {
        FileSystemUtils.deleteRecursively(folder);
    }
}
