package io.weir.ingest.source.files;

import io.weir.ingest.source.Sources;
import io.weir.ingest.source.lease.ReaderLeases;
import io.weir.ingest.source.lease.WorkerName;
import io.weir.ingest.stage.StagedFiles;
import io.weir.ingest.stage.StagingFolder;
import io.weir.ingest.store.Secrets;
import io.weir.support.outbound.OutboundRules;
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
        return new FileSources(new Alone(), new WorkerName(UUID.randomUUID()), places(List.of(root)));
    }

    /** Places on this machine, in these folders. */
    static FilePlaces places(List<Path> roots) {
        Path data = roots.isEmpty() ? Path.of("none") : roots.get(0).resolveSibling("data");
        return places(roots, data, name -> name);
    }

    /** Places on this machine and at its servers. */
    static FilePlaces places(List<Path> roots, Path data, Secrets secrets) {
        // What is never opened makes no folder.
        Spool spool = new Spool(() -> StagingFolder.open(data, StagedFiles.open(data)));
        return new FilePlaces(new ReplayRoots(roots), secrets, new OutboundRules(List.of("127.0.0.0/8")), spool);
    }

    static ReaderLeases alone() {
        return new Alone();
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
