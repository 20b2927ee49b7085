package io.weir.metadata.importing;

import io.weir.delta.checkpoint.CheckpointReader;
import io.weir.delta.storage.StoredFolders;
import io.weir.metadata.MetadataSettings;
import io.weir.metadata.storage.ObjectStores;
import java.nio.file.Path;
import org.springframework.stereotype.Component;

/** Opens the logs of tables that are to be imported. */
@Component
class SourceLogs {

    private final ObjectStores stores;
    private final Path folder;
    private final int batchVersions;

    SourceLogs(ObjectStores stores, MetadataSettings settings) {
        this.stores = stores;
        this.folder = settings.dataDir().resolve("staging").resolve("imports").toAbsolutePath();
        this.batchVersions = settings.metadata().importing().batchVersions();
    }

    /** A log; calls nobody. */
    SourceLog at(String location) {
        StoredFolders objects = stores.at(location);
        return new SourceLog(objects, new CheckpointReader(objects, folder), batchVersions);
    }
}
