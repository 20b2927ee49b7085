package io.weir.metadata.replay;

import io.weir.delta.action.AddFile;
import io.weir.delta.action.SetTransaction;
import io.weir.delta.kernel.KernelTable;
import io.weir.metadata.MetadataSettings;
import io.weir.metadata.action.ActionText;
import io.weir.metadata.snapshot.FileKey;
import io.weir.metadata.snapshot.LiveFile;
import io.weir.metadata.snapshot.Snapshots;
import io.weir.metadata.storage.ObjectStores;
import java.nio.file.Path;
import java.util.List;
import org.springframework.stereotype.Component;

/** Compares a version as Postgres has it with Delta Kernel's replay of the table's files. */
@Component
public class ReplayComparison {

    private static final int CHUNK = 5000;

    private final Snapshots snapshots;
    private final ObjectStores stores;
    private final Path scratch;

    ReplayComparison(Snapshots snapshots, ObjectStores stores, MetadataSettings settings) {
        this.snapshots = snapshots;
        this.stores = stores;
        this.scratch =
                settings.dataDir().resolve("staging").resolve("checkpoints").toAbsolutePath();
    }

    /**
     * How they differ; empty if they say the same. Reads every live file's line on both sides.
     *
     * @param location where the files are, which need not be the table's own place
     * @throws io.weir.delta.kernel.UnreadableTableException if Kernel cannot read the files
     */
    public List<String> differences(long tableId, long version, String location) {
        return differences(tableId, version, location, () -> {});
    }

    /**
     * The same, told to somebody who watches.
     *
     * @param eachFile called with each file that was read, on either side; what it throws ends the comparison
     */
    public List<String> differences(long tableId, long version, String location, Runnable eachFile) {
        Replay kernel = new Replay(eachFile);
        open(location, version).forEachAction(kernel);
        return sql(tableId, version, eachFile).differences(kernel, "Postgres", "Kernel's replay");
    }

    /** A folder is read by Kernel's own means, which knows nothing of ours. */
    private KernelTable open(String location, long version) {
        return Path.of(location).isAbsolute()
                ? KernelTable.open(location, version)
                : KernelTable.open(location, stores.at(location), scratch, version);
    }

    private Replay sql(long tableId, long version, Runnable eachFile) {
        Replay replay = new Replay(eachFile);
        // None of a table that was forgotten meanwhile.
        snapshots.at(tableId, version).ifPresent(snapshot -> {
            replay.accept(ActionText.protocol(snapshot.protocol()));
            replay.accept(ActionText.metadata(snapshot.metadata()));
        });
        snapshots.transactions(tableId, version).stream()
                .map(txn -> SetTransaction.of(txn.appId(), txn.version(), txn.lastUpdated()))
                .forEach(replay);
        snapshots.domains(tableId, version).stream()
                .map(ActionText::domainMetadata)
                .forEach(replay);
        FileKey after = FileKey.START;
        List<LiveFile> files;
        do {
            files = snapshots.files(tableId, version, after, CHUNK);
            for (LiveFile file : files) {
                replay.accept(ActionText.read(AddFile.KEY, file.add()));
                after = file.key();
            }
        } while (files.size() == CHUNK);
        return replay;
    }
}
