package io.weir.metadata.table;

import io.weir.metadata.MetadataSettings;
import io.weir.support.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides where a table may lie: below the service's own folder or below a configured root, and nowhere else. */
@Component
public class TableLocations {

    private final MetadataSettings settings;

    TableLocations(MetadataSettings settings) {
        this.settings = settings;
    }

    /**
     * The absolute folder of a new table.
     *
     * @param requested a path or a {@code file:} URI; null for the default folder
     * @throws ProblemException if it lies outside every root, links followed
     */
    public Path resolve(String table, @Nullable String requested) {
        Path location = requested == null ? settings.tablesFolder().resolve(table) : parse(requested);
        if (roots().noneMatch(root -> isBelow(location, root))) {
            throw refused("lies outside the folders that tables may lie in", requested == null ? table : requested);
        }
        return location;
    }

    private Path parse(String requested) {
        try {
            Path path = requested.startsWith("file:") ? Path.of(URI.create(requested)) : Path.of(requested);
            if (requested.matches("(?!file:)[a-zA-Z0-9]+:.*") || !path.isAbsolute()) {
                throw refused("is not an absolute folder", requested);
            }
            return path.normalize();
        } catch (InvalidPathException | java.nio.file.FileSystemNotFoundException malformed) {
            throw refused("is not a path", requested);
        } catch (IllegalArgumentException malformed) {
            throw refused("is not a path or file URI", requested);
        }
    }

    private Stream<Path> roots() {
        return Stream.concat(Stream.of(settings.tablesFolder()), settings.metadata().allowedRoots().stream())
                .map(root -> root.toAbsolutePath().normalize());
    }

    private static boolean isBelow(Path location, Path root) {
        return !location.equals(root)
                && location.startsWith(root)
                && real(location).startsWith(real(root));
    }

    /** The path with the links of its existing part followed: a link below a root must not lead out of it. */
    private static Path real(Path path) {
        try {
            if (Files.isSymbolicLink(path) && !Files.exists(path)) {
                return real(path.resolveSibling(Files.readSymbolicLink(path)).normalize());
            }
            if (Files.exists(path)) {
                return path.toRealPath();
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        Path parent = path.getParent();
        return parent == null ? path : real(parent).resolve(path.getFileName());
    }

    private ProblemException refused(String message, String found) {
        List<String> allowed = roots().map(Path::toString).toList();
        return ProblemException.invalid(
                "location", message, found, allowed.stream().collect(Collectors.joining(", ", "a folder below ", "")));
    }
}
