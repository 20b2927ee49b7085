package io.weir.metadata.mirror;

import io.weir.delta.checkpoint.CheckpointReader;
import io.weir.delta.storage.StoredObjects;
import io.weir.metadata.MetadataSettings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Where checkpoints are made before they are put. What a process left behind that was killed goes after a day. */
@Component
class CheckpointFolder {

    private static final Duration LEFT_BEHIND = Duration.ofDays(1);

    private final Path folder;
    private final Clock clock;

    CheckpointFolder(MetadataSettings settings, Clock clock) {
        this.folder =
                settings.dataDir().resolve("staging").resolve("checkpoints").toAbsolutePath();
        this.clock = clock;
    }

    /** What reads checkpoints, by copies that lie here meanwhile. */
    CheckpointReader reader(StoredObjects objects) {
        return new CheckpointReader(objects, folder);
    }

    /** A path of a file that is not there yet. */
    Path newFile() throws IOException {
        Files.createDirectories(folder);
        sweep();
        return folder.resolve(UUID.randomUUID() + ".parquet");
    }

    private void sweep() throws IOException {
        Instant limit = clock.instant().minus(LEFT_BEHIND);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (Files.exists(file)
                        && Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
