package io.weir.metadata.mirror;

import static io.weir.delta.LogFileNames.LOG_FOLDER;

import io.weir.delta.LogFileNames;
import io.weir.delta.checkpoint.CheckpointReader;
import io.weir.delta.log.CheckpointFiles;
import io.weir.delta.log.LogListing;
import io.weir.delta.storage.StoredFolders;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Checkpoints that nobody can read. They do not only stand in the way of one of ours of the same name: of several of one
 * version readers take one by its kind, whether or not it is sound.
 */
@Component
class DamagedCheckpoints {

    private static final Logger LOG = LoggerFactory.getLogger(DamagedCheckpoints.class);

    private final CheckpointFolder folder;

    DamagedCheckpoints(CheckpointFolder folder) {
        this.folder = folder;
    }

    /**
     * Takes away those of a version that cannot be read, of whatever kind; sidecars are left to the cleanup. Lists the
     * names of that version's checkpoints only, also where a link leads to them as readers follow it, and reads each of these
     * as a whole.
     *
     * @return whether there were any
     */
    boolean remove(StoredFolders objects, long version) throws IOException {
        boolean removed = false;
        CheckpointReader reader = folder.reader(objects);
        String beginning = LOG_FOLDER + "/" + LogFileNames.checkpointPrefix(version);
        LogListing log = LogListing.of(objects.listBeginning(beginning));
        for (CheckpointFiles checkpoint : log.checkpoints()) {
            Optional<String> problem = reader.problem(checkpoint);
            if (problem.isPresent()) {
                LOG.warn("Take a checkpoint away that cannot be read, for another one: {}", problem.get());
                takeAway(objects, checkpoint);
                removed = true;
            }
        }
        return removed;
    }

    /**
     * What may point at it goes first: without a pointer readers list the log, while delta-rs and DuckDB open no table whose
     * pointer names a version that is newer than every checkpoint.
     */
    private static void takeAway(StoredFolders objects, CheckpointFiles checkpoint) throws IOException {
        objects.delete(LOG_FOLDER + "/" + LogFileNames.LAST_CHECKPOINT);
        for (String name : checkpoint.names()) {
            objects.delete(name);
        }
    }
}
