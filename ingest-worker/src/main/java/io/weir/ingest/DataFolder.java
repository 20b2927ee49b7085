package io.weir.ingest;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where this installation keeps its files.
 *
 * @param dataDir everything else is below it
 */
@ConfigurationProperties("weir")
public record DataFolder(@DefaultValue(".weir") Path dataDir) {

    /** The folder of files on their way to a sink. */
    public Path staging() {
        return dataDir.toAbsolutePath().normalize().resolve("staging");
    }

    /** A path that may be relative to the data folder. */
    public Path resolve(String path) {
        return dataDir.toAbsolutePath().resolve(path).normalize();
    }
}
