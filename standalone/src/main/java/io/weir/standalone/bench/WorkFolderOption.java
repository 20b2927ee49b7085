package io.weir.standalone.bench;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a benchmark works. */
final class WorkFolderOption {

    @Option(
            names = "--work-dir",
            paramLabel = "DIR",
            description = "Where the folder for the run is made (default: the system's folder for temporary files).")
    private @Nullable Path workDir;

    BenchFolder folder() {
        return BenchFolder.make(workDir);
    }
}
