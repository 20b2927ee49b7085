package io.weir.platform.store.probe;

import io.weir.platform.store.StoreTarget;
import io.weir.platform.store.probe.StoreProbe.Finding;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Looks at a warehouse's file from outside. It is not opened: a DuckDB file has one owner process, and that is the
 * ingest worker.
 */
@Component
class WarehouseFile {

    private final Path dataDirectory;

    WarehouseFile(@Value("${weir.data-dir:.weir}") Path dataDirectory) {
        this.dataDirectory = dataDirectory;
    }

    Finding find(StoreTarget.DuckDb target) {
        Path file;
        try {
            file = dataDirectory.resolve(target.path());
        } catch (InvalidPathException unusable) {
            return new Finding(false, "The path cannot be used here: " + unusable.getReason());
        }
        if (Files.isDirectory(file)) {
            return new Finding(false, target.path() + " is a folder");
        }
        if (Files.exists(file)) {
            return Files.isWritable(file)
                    ? new Finding(true, "The file is there and can be written")
                    : new Finding(false, target.path() + " cannot be written");
        }
        return creatable(file.toAbsolutePath().normalize());
    }

    private static Finding creatable(Path file) {
        Path folder = file.getParent();
        while (folder != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            return new Finding(false, "The file is not there, and its folder cannot be written");
        }
        return new Finding(true, "The file is not there yet and can be created");
    }
}
