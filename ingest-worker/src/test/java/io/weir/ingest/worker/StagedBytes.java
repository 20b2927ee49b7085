package io.weir.ingest.worker;

import io.weir.ingest.DataFolder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;

/** What a worker has taken and not written yet, as far as it is on its disk. */
final class StagedBytes {

    private StagedBytes() {}

    static long of(ConfigurableApplicationContext worker) throws IOException {
        try (Stream<Path> files = Files.walk(worker.getBean(DataFolder.class).staging())) {
            return files.map(Path::toFile)
                    .filter(File::isFile)
                    .mapToLong(File::length)
                    .sum();
        } catch (UncheckedIOException | NoSuchFileException gone) {
            // A file was given back meanwhile.
            return 0;
        }
    }
}
