package io.weir.ingest.source.files;

import io.weir.ingest.source.SourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What of the worker's files may be read by pipelines.
 *
 * @param allowedRoots folders, below which everything may be; none unless they are named
 */
@ConfigurationProperties("weir.ingest.replay")
public record ReplayRoots(@DefaultValue List<Path> allowedRoots) {

    /**
     * The folder or file of a name below a store's folder, by its real path: no link leads out of what is allowed.
     *
     * @throws SourceException lasting if it is not there, or somewhere else
     */
    Path find(String store, String folder, String name) {
        Path base = Path.of(folder).normalize();
        Path wanted = base.resolve(name).normalize();
        if (!wanted.startsWith(base) || wanted.equals(base)) {
            throw new SourceException("store " + store + ": '" + name + "' is no name of a folder or file in " + base);
        }
        return allowed(store, wanted);
    }

    /**
     * A store's folder itself, by its real path.
     *
     * @throws SourceException lasting if it is not there, or somewhere else
     */
    Path find(String store, String folder) {
        return allowed(store, Path.of(folder).normalize());
    }

    private Path allowed(String store, Path wanted) {
        try {
            Path real = wanted.toRealPath();
            require(store, real);
            return real;
        } catch (IOException missing) {
            throw new SourceException(
                    "store " + store + ": " + wanted + " is not there, or cannot be read", true, missing);
        }
    }

    private void require(String store, Path real) throws IOException {
        for (Path root : allowedRoots) {
            if (root.toFile().exists() && real.startsWith(root.toRealPath())) {
                return;
            }
        }
        throw new SourceException("store " + store + ": " + real
                + " is not in weir.ingest.replay.allowed-roots, which has " + allowedRoots);
    }
}
