package io.weir.ingest.source.files;

import io.weir.ingest.DataFolder;
import io.weir.ingest.stage.StagedFiles;
import io.weir.ingest.stage.StagingFolder;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Where objects are kept while they are read, in a folder that goes with the process, whatever ends it. */
@Component
class Spool {

    private final Supplier<StagingFolder> opening;
    private final AtomicLong numbers = new AtomicLong();
    private @Nullable StagingFolder folder;

    @Autowired
    Spool(DataFolder data, StagedFiles files) {
        this(() -> StagingFolder.open(data.staging(), files));
    }

    /** @param opening makes the folder, when it is first of use */
    Spool(Supplier<StagingFolder> opening) {
        this.opening = opening;
    }

    /** A place for a file of this machine that is called as the object, in a folder of its own: readers tell its name. */
    LocalCopy next(String object) throws IOException {
        Path own = Files.createDirectory(opened().resolve(Long.toString(numbers.getAndIncrement())));
        return new LocalCopy(own.resolve(object.substring(object.lastIndexOf('/') + 1)), own);
    }

    private synchronized StagingFolder opened() {
        StagingFolder open = folder;
        if (open == null) {
            open = opening.get();
            folder = open;
        }
        return open;
    }

    @PreDestroy
    synchronized void close() {
        if (folder != null) {
            folder.close();
        }
    }
}
