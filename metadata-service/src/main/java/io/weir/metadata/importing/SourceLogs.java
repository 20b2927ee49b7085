package io.weir.metadata.importing;

import io.weir.delta.checkpoint.CheckpointReader;
import io.weir.delta.storage.StoredObjects;
import io.weir.metadata.MetadataSettings;
import io.weir.metadata.storage.ObjectStores;
import java.io.IOException;
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

    /** Lists a log, once. */
    SourceLog at(String location) throws IOException {
        StoredObjects objects = stores.at(location);
        return new SourceLog(objects, new CheckpointReader(objects, folder), batchVersions);
    }
}
