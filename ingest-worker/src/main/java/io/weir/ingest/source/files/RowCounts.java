package io.weir.ingest.source.files;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many rows files have. To count lines they are read, so what was counted is kept until the file changes. */
final class RowCounts {

    private static final int MOST = 100_000;

    private record Seen(long bytes, String stamp, long rows) {}

    private final Map<String, Seen> counted = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
            return size() > MOST;
        }
    };

    long of(PlacedFile file, FileKind kind) throws IOException {
        Seen seen = find(file.location());
        if (seen == null || seen.bytes != file.bytes() || !seen.stamp.equals(file.stamp())) {
            try (LocalCopy copy = file.opening().open()) {
                seen = new Seen(file.bytes(), file.stamp(), kind.count(copy.path()));
            }
            keep(file.location(), seen);
        }
        return seen.rows;
    }

    private synchronized @Nullable Seen find(String file) {
        return counted.get(file);
    }

    private synchronized void keep(String file, Seen seen) {
        counted.put(file, seen);
    }
}
