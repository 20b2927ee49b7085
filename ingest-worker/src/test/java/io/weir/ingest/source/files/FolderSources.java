package io.weir.ingest.source.files;

import io.weir.ingest.source.Sources;
import io.weir.ingest.source.lease.ReaderLeases;
import io.weir.ingest.source.lease.WorkerName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Readers of files for tests. */
public final class FolderSources {

    private FolderSources() {}

    /** With one reader, whoever it is. */
    public static Sources of(Path root) {
        return new FileSources(new Alone(), new WorkerName(UUID.randomUUID()), new ReplayRoots(List.of(root)));
    }

    private static final class Alone implements ReaderLeases {

        @Override
        public OptionalLong take(String hub, String reader, UUID owner, Duration length) {
            return OptionalLong.of(1);
        }

        @Override
        public Optional<String> reader(String hub) {
            return Optional.empty();
        }

        @Override
        public void release(String hub, UUID owner) {}
    }
}
