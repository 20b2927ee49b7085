package io.weir.metadata.table;

import io.weir.metadata.MetadataSettings;
import io.weir.metadata.storage.StorePlace;
import io.weir.support.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides where a table may lie: below the service's own folder or below a configured root, and nowhere else. No store is
 * one unless it is configured: who may make tables could reach with the service's credentials whatever it can, else.
 */
@Component
public class TableLocations {

    private static final Pattern SCHEME = Pattern.compile("(?!file:)[a-zA-Z0-9+.-]+:.*", Pattern.DOTALL);
    private static final Pattern CREDENTIALS = Pattern.compile("//[^/]*@");

    /** S3 takes keys of 1024 bytes; files have long names, in folders of their partitions. */
    private static final int LONGEST_PREFIX = 512;

    /** Linux takes paths of 4096 bytes, and names of 255. */
    private static final int LONGEST_FOLDER = 3_000;

    private static final int LONGEST_PART = 255;

    /** As Linux has it. */
    private static final int MOST_LINKS = 40;

    private final MetadataSettings settings;
    private final List<Path> folders;
    private final List<StorePlace> stores;

    TableLocations(MetadataSettings settings) {
        this.settings = settings;
        List<String> roots = settings.metadata().allowedRoots();
        this.stores = roots.stream()
                .filter(root -> SCHEME.matcher(root).matches())
                .map(TableLocations::store)
                .toList();
        this.folders = Stream.concat(
                        Stream.of(settings.tablesFolder()),
                        roots.stream()
                                .filter(root -> !SCHEME.matcher(root).matches())
                                .map(TableLocations::folder))
                .toList();
    }

    private static StorePlace store(String root) {
        return StorePlace.parse(root)
                .orElseThrow(() -> new IllegalArgumentException(
                        "weir.metadata.allowed-roots: " + shown(root) + " must be a folder, or " + StorePlace.FORM));
    }

    private static Path folder(String root) {
        return (root.startsWith("file:") ? Path.of(URI.create(root)) : Path.of(root))
                .toAbsolutePath()
                .normalize();
    }

    /**
     * The place of a new table.
     *
     * @param requested a path, a {@code file:} URI or the URI of a place in a store; null for the default folder
     * @throws ProblemException if it lies outside every root, links followed
     */
    public TableLocation resolve(String table, @Nullable String requested) {
        if (requested != null && SCHEME.matcher(requested).matches()) {
            return new TableLocation.InStore(inStore(requested));
        }
        Path location = requested == null ? settings.tablesFolder().resolve(table) : parse(requested);
        // First of all: links are followed a part at a time.
        requireRoom(location);
        if (folders.stream().noneMatch(root -> isBelow(location, root))) {
            throw refused("lies outside the places that tables may lie in", requested == null ? table : requested);
        }
        return new TableLocation.InFolder(location);
    }

    private static void requireRoom(Path folder) {
        boolean fits = bytes(folder) <= LONGEST_FOLDER
                && StreamSupport.stream(folder.spliterator(), false).allMatch(part -> bytes(part) <= LONGEST_PART);
        if (!fits) {
            throw ProblemException.invalid(
                    "location",
                    "is too long",
                    bytes(folder) + " bytes",
                    LONGEST_FOLDER + " bytes, of which " + LONGEST_PART + " stand between two slashes");
        }
    }

    private static int bytes(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private StorePlace inStore(String requested) {
        StorePlace place = StorePlace.parse(requested)
                .orElseThrow(() -> refused("is neither an absolute folder nor " + StorePlace.FORM, requested));
        if (place.prefix().length() > LONGEST_PREFIX) {
            throw ProblemException.invalid(
                    "location", "is too long", place.prefix().length() + " characters", LONGEST_PREFIX + " characters");
        }
        if (stores.stream().noneMatch(place::isBelow)) {
            throw refused("lies outside the places that tables may lie in", requested);
        }
        return place;
    }

    private Path parse(String requested) {
        try {
            Path path = requested.startsWith("file:") ? Path.of(URI.create(requested)) : Path.of(requested);
            if (!path.isAbsolute()) {
                throw refused("is not an absolute folder", requested);
            }
            return path.normalize();
        } catch (InvalidPathException | java.nio.file.FileSystemNotFoundException malformed) {
            throw refused("is not a path", requested);
        } catch (IllegalArgumentException malformed) {
            throw refused("is not a path or file URI", requested);
        }
    }

    private static boolean isBelow(Path location, Path root) {
        return !location.equals(root)
                && location.startsWith(root)
                && real(location).startsWith(real(root));
    }

    private static Path real(Path path) {
        return real(path, MOST_LINKS);
    }

    /**
     * The path with the links of its existing part followed: a link below a root must not lead out of it.
     *
     * @param links that lead to nothing and may be followed; whoever needs more of them goes in a circle, and gets nowhere
     */
    private static Path real(Path path, int links) {
        try {
            if (Files.isSymbolicLink(path) && !Files.exists(path)) {
                return links == 0
                        ? Objects.requireNonNull(path.getRoot())
                        : real(path.resolveSibling(Files.readSymbolicLink(path)).normalize(), links - 1);
            }
            if (Files.exists(path)) {
                return path.toRealPath();
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        Path parent = path.getParent();
        return parent == null ? path : real(parent, links).resolve(path.getFileName());
    }

    private ProblemException refused(String message, String found) {
        String allowed = Stream.concat(
                        folders.stream().map(root -> "a folder below " + root),
                        stores.stream().map(root -> "a prefix below " + root.uri()))
                .collect(Collectors.joining(", "));
        return ProblemException.invalid("location", message, shown(found), allowed);
    }

    /** Somebody may have put credentials into it. */
    private static String shown(String text) {
        return CREDENTIALS.matcher(text).replaceAll("//…@");
    }
}
