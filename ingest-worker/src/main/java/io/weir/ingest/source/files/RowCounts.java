package io.weir.ingest.source.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many rows files have. To count lines they are read, so what was counted is kept until the file changes. */
final class RowCounts {

    private static final int MOST = 100_000;

    private record Seen(long bytes, long modified, long rows) {}

    private final Map<Path, Seen> counted = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Seen> eldest) {
            return size() > MOST;
        }
    };

    long of(Path file, FileKind kind) throws IOException {
        long bytes = Files.size(file);
        long modified = Files.getLastModifiedTime(file).toMillis();
        Seen seen = find(file);
        if (seen == null || seen.bytes != bytes || seen.modified != modified) {
            seen = new Seen(bytes, modified, kind.count(file));
            keep(file, seen);
        }
        return seen.rows;
    }

    private synchronized @Nullable Seen find(Path file) {
        return counted.get(file);
    }

    private synchronized void keep(Path file, Seen seen) {
        counted.put(file, seen);
    }
}
