package io.weir.standalone.events;

import io.weir.support.hash.Sha256;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Opens files of events: newline-delimited JSON, a JSON array, GeoJSON (an event a feature), CSV or Parquet (an event a row).
 *
 * <p>All but the first are first written as JSON lines to a staging folder, so a file that is broken anywhere is refused
 * before its first event is sent. Lines of newline-delimited JSON are taken as they are, whether JSON or not.
 */
public final class EventFiles {

    private static final String UNFINISHED = "unfinished";

    /** Bytes of a fingerprint that a file is named by. */
    private static final int SHORT = 8;

    private final Path staging;
    private final Consumer<Path> listener;

    /**
     * @param staging folder for staged events; made if missing
     * @param listener told of each file that is about to be staged
     */
    public EventFiles(Path staging, Consumer<Path> listener) {
        this.staging = staging;
        this.listener = listener;
    }

    /**
     * Checks all files, then stages those that need it. What was staged before for the same file is used again.
     *
     * @throws EventSourceException for the first file that is missing, empty, cut off or not what its name says
     */
    public LineFiles open(List<Path> files) {
        List<FileKind> kinds = files.stream().map(FileProbe::kindOf).toList();
        remove(UNFINISHED);
        List<LineFile> opened = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            opened.add(open(files.get(i), kinds.get(i)));
        }
        return new LineFiles(opened);
    }

    /** Removes everything that was staged. */
    public void clear() {
        remove("");
    }

    private void remove(String prefix) {
        try (Stream<Path> staged = Files.exists(staging) ? Files.list(staging) : Stream.empty()) {
            for (Path file : staged.toList()) {
                if (file.toFile().getName().startsWith(prefix)) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new EventSourceException(staging + ": cannot be cleared: " + Failures.reason(e), e);
        }
    }

    private LineFile open(Path file, FileKind kind) {
        try {
            String fingerprint = fingerprint(file, kind);
            Path lines = kind == FileKind.NDJSON ? file : staged(file, kind, fingerprint);
            return LineFile.scan(file, lines, fingerprint);
        } catch (IOException e) {
            throw new EventSourceException(file + ": cannot be staged in " + staging + ": " + Failures.reason(e), e);
        }
    }

    private static String fingerprint(Path file, FileKind kind) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return String.join(
                " ",
                kind.name(),
                file.toRealPath().toString(),
                "size=" + attributes.size(),
                "modified=" + attributes.lastModifiedTime());
    }

    private Path staged(Path file, FileKind kind, String fingerprint) throws IOException {
        Files.createDirectories(staging);
        Path lines = staging.resolve(Sha256.shortHex(fingerprint, SHORT) + ".ndjson");
        if (!Files.exists(lines)) {
            listener.accept(file);
            Path unfinished = Files.createTempFile(staging, UNFINISHED, ".ndjson");
            stage(file, kind, unfinished);
            Files.move(unfinished, lines, StandardCopyOption.ATOMIC_MOVE);
        }
        return lines;
    }

    private static void stage(Path file, FileKind kind, Path lines) throws IOException {
        switch (kind) {
            case CSV, PARQUET -> new RowFiles(file, kind).copyTo(lines);
            case JSON, GEOJSON -> {
                try (OutputStream output = new BufferedOutputStream(Files.newOutputStream(lines), 1 << 16)) {
                    JsonSplitter.split(file, kind, output);
                }
            }
            case NDJSON -> throw new IllegalArgumentException("newline-delimited JSON is read where it is");
        }
    }
}
