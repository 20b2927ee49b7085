package io.weir.standalone.events;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The events of files, one a line, file after file. Made by {@link EventFiles}. */
public final class LineFiles implements EventSource {

    private final List<LineFile> files;
    private final long count;

    LineFiles(List<LineFile> files) {
        this.files = List.copyOf(files);
        this.count = files.stream().mapToLong(LineFile::count).sum();
    }

    /** Only the first {@code events} events, or all of them if there are fewer. */
    public LineFiles first(long events) {
        List<LineFile> kept = new ArrayList<>();
        long left = events;
        for (LineFile file : files) {
            if (left > 0) {
                kept.add(file.first(left));
                left -= file.count();
            }
        }
        return new LineFiles(kept);
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public String description() {
        return files.stream()
                .map(file -> String.format("%,d events of %s", file.count(), nameOf(file.origin())))
                .collect(Collectors.joining(", "));
    }

    private static Path nameOf(Path file) {
        Path name = file.getFileName();
        return name == null ? file : name;
    }

    @Override
    public String fingerprint() {
        return files.stream()
                .map(file -> file.fingerprint() + " count=" + file.count())
                .collect(Collectors.joining("\n"));
    }

    @Override
    public EventCursor from(long index) {
        return new Cursor(files, index);
    }

    private static final class Cursor implements EventCursor {

        private final List<LineFile> files;
        private int file;
        private long left;
        private @Nullable LineReader reader;

        Cursor(List<LineFile> files, long index) {
            this.files = files;
            long skip = index;
            while (file < files.size() && skip >= files.get(file).count()) {
                skip -= files.get(file++).count();
            }
            left = file < files.size() ? files.get(file).count() : 0;
            for (; skip > 0 && left > 0; skip--) {
                advance();
            }
        }

        @Override
        public byte[] next() {
            while (left == 0) {
                close();
                if (++file >= files.size()) {
                    throw new NoSuchElementException("no more events");
                }
                left = files.get(file).count();
            }
            return advance().line();
        }

        private LineReader advance() {
            LineReader lines = reader;
            if (lines == null) {
                lines = LineReader.open(files.get(file).lines());
                reader = lines;
            }
            if (!lines.advance()) {
                throw new EventSourceException(files.get(file).origin()
                        + ": has become shorter while it was read; start again with the file at rest");
            }
            left--;
            return lines;
        }

        @Override
        public void close() {
            if (reader != null) {
                reader.close();
                reader = null;
            }
        }
    }
}
