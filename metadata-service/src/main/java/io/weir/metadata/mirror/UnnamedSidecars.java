package io.weir.metadata.mirror;

import static io.weir.delta.LogFileNames.LOG_FOLDER;

import io.weir.delta.LogFileNames;
import io.weir.delta.checkpoint.CheckpointReader;
import io.weir.delta.checkpoint.CorruptCheckpointException;
import io.weir.delta.log.CheckpointFiles;
import io.weir.delta.log.LogListing;
import io.weir.delta.storage.ObjectPages;
import io.weir.delta.storage.StoredFolders;
import io.weir.delta.storage.StoredObject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sidecars that no checkpoint names any more, but for young ones: somebody may be about to name them. All of a log's
 * checkpoints are read to know, once for so many sidecars as are held at a time.
 */
@Component
class UnnamedSidecars {

    private static final Logger LOG = LoggerFactory.getLogger(UnnamedSidecars.class);
    private static final Duration YOUNG = Duration.ofDays(1);

    /** The names of some megabytes, so that the checkpoints of most logs are read once. */
    private static final int HELD = 10_000;

    private final CheckpointFolder folder;
    private final Clock clock;

    UnnamedSidecars(CheckpointFolder folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * Takes them away; none of them where a checkpoint cannot say which it names.
     *
     * @return how many there were
     */
    int remove(StoredFolders objects) throws IOException {
        Instant young = clock.instant().minus(YOUNG);
        ObjectPages pages =
                new ObjectPages(objects, LOG_FOLDER + "/" + LogFileNames.SIDECAR_FOLDER + "/", LogCleanup.PAGE);
        Set<String> held = new HashSet<>();
        int gone = 0;
        while (pages.hasNext()) {
            pages.next().stream()
                    .filter(sidecar -> sidecar.modified().isBefore(young))
                    .map(StoredObject::name)
                    .forEach(held::add);
            if (!pages.hasNext() || held.size() >= HELD) {
                letGoOfNamed(held, objects);
                gone += LogCleanup.remove(List.copyOf(held), objects);
                held.clear();
            }
        }
        return gone;
    }

    /** Of all, where a checkpoint cannot say which it names. */
    private void letGoOfNamed(Set<String> sidecars, StoredFolders objects) throws IOException {
        CheckpointReader reader = folder.reader(objects);
        ObjectPages pages = new ObjectPages(objects, LOG_FOLDER + "/0", LogCleanup.PAGE);
        while (!sidecars.isEmpty() && pages.hasNext()) {
            for (CheckpointFiles checkpoint : LogListing.of(pages.next()).checkpoints()) {
                try {
                    sidecars.removeAll(reader.sidecars(checkpoint));
                } catch (CorruptCheckpointException corrupt) {
                    LOG.warn("Left the sidecars alone: {}", corrupt.getMessage());
                    sidecars.clear();
                }
            }
        }
    }
}
