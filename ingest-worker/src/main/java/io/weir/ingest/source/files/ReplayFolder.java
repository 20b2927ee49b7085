package io.weir.ingest.source.files;

import io.weir.ingest.source.Extent;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files that are read, as they were when they were listed: by partition, in the order of their names, so that a number of
 * rows always means the same place. Where all lie in folders that are numbers, as captures do, these are the partitions.
 */
final class ReplayFolder {

    private static final Pattern NUMBERED = Pattern.compile("(0|[1-9][0-9]{0,8})/.*");

    private final Map<Integer, List<ReplayFile>> partitions;

    private ReplayFolder(Map<Integer, List<ReplayFile>> partitions) {
        this.partitions = partitions;
    }

    /**
     * Lists the files of a folder, or one file, and counts their rows.
     *
     * @throws SourceException lasting if one of them can never be read
     */
    static ReplayFolder of(SourceRequest request, ReplayRoots roots, RowCounts counts) {
        Path base = roots.find(request.broker().name(), request.brokers(), request.topic());
        try {
            return new ReplayFolder(partitions(base, counts));
        } catch (IOException failed) {
            throw new SourceException(base + " cannot be listed: " + failed.getMessage(), false, failed);
        }
    }

    private static Map<Integer, List<ReplayFile>> partitions(Path base, RowCounts counts) throws IOException {
        Map<String, Path> files = files(base);
        boolean numbered =
                files.keySet().stream().allMatch(name -> NUMBERED.matcher(name).matches());
        Map<Integer, List<ReplayFile>> partitions = new TreeMap<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            Matcher number = NUMBERED.matcher(file.getKey());
            int partition = numbered && number.matches() ? Integer.parseInt(number.group(1)) : 0;
            List<ReplayFile> before = partitions.computeIfAbsent(partition, any -> new ArrayList<>());
            long first = before.isEmpty() ? 0 : before.get(before.size() - 1).end();
            before.add(file(partition, file.getKey(), file.getValue(), first, counts));
        }
        return partitions;
    }

    /** What begins with a dot or an underscore is what programs leave for each other. Links are not followed. */
    private static Map<String, Path> files(Path base) throws IOException {
        Map<String, Path> files = new TreeMap<>(Comparator.naturalOrder());
        try (Stream<Path> found = Files.walk(base)) {
            found.filter(Files::isRegularFile)
                    .filter(file -> !Files.isSymbolicLink(file))
                    .forEach(file -> {
                        Path name = base.equals(file) ? file.getFileName() : base.relativize(file);
                        if (isVisible(name)) {
                            files.put(name.toString().replace('\\', '/'), file);
                        }
                    });
        } catch (UncheckedIOException unlisted) {
            // A folder below that may not be read, which the walk comes upon late.
            throw unlisted.getCause();
        }
        return files;
    }

    private static boolean isVisible(Path name) {
        for (Path part : name) {
            if (part.toString().startsWith(".") || part.toString().startsWith("_")) {
                return false;
            }
        }
        return true;
    }

    private static ReplayFile file(int partition, String name, Path path, long first, RowCounts counts) {
        FileKind kind =
                FileKind.of(path).orElseThrow(() -> new SourceException(path + " is none of " + FileKind.ENDINGS));
        try {
            return new ReplayFile(partition, path, name, kind, Files.size(path), first, counts.of(path, kind));
        } catch (IOException unreadable) {
            throw new SourceException(path + " cannot be read: " + unreadable.getMessage(), true, unreadable);
        }
    }

    /** Tells these files from others by their names, sizes and rows: a place in them is none in others. */
    String identity() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            partitions
                    .values()
                    .forEach(files -> files.forEach(
                            file -> digest.update((file.name() + "\0" + file.bytes() + "\0" + file.rows() + "\n")
                                    .getBytes(StandardCharsets.UTF_8))));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }

    List<Extent> extents() {
        return partitions.entrySet().stream()
                .map(partition -> new Extent(partition.getKey(), 0, end(partition.getValue())))
                .toList();
    }

    private static long end(List<ReplayFile> files) {
        return files.get(files.size() - 1).end();
    }

    /** The file that has a row; nothing at the end. */
    Optional<ReplayFile> find(int partition, long sequence) {
        return partitions.getOrDefault(partition, List.of()).stream()
                .filter(file -> file.first() <= sequence && sequence < file.end())
                .findFirst();
    }
}
