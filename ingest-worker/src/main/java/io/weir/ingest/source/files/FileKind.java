package io.weir.ingest.source.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be read, told by the end of its name. */
enum FileKind {
    CAPTURE("avro") {
        @Override
        long count(Path file) throws IOException {
            return CaptureRows.count(file);
        }

        @Override
        FileRows open(Path file, long row) throws IOException {
            return CaptureRows.open(file, row);
        }
    },
    LINES("(ndjson|jsonl)(\\.gz)?") {
        @Override
        long count(Path file) throws IOException {
            return LineRows.count(file);
        }

        @Override
        FileRows open(Path file, long row) throws IOException {
            return LineRows.open(file, row);
        }
    },
    PARQUET("parquet") {
        @Override
        long count(Path file) throws IOException {
            return ParquetRows.count(file);
        }

        @Override
        FileRows open(Path file, long row) throws IOException {
            return ParquetRows.open(file, row);
        }
    };

    /** All that there are, to be told. */
    static final String ENDINGS = "*.avro (captures), *.ndjson, *.jsonl, *.ndjson.gz, *.jsonl.gz or *.parquet";

    private final String ending;

    /** @param ending a regular expression of what is after the name's dot */
    FileKind(String ending) {
        this.ending = ending;
    }

    static Optional<FileKind> of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(kind -> lower.matches(".*\\." + kind.ending))
                .findFirst();
    }

    /** How many rows it has. */
    abstract long count(Path file) throws IOException;

    /** Opens it before a row, the first of which is 0. */
    abstract FileRows open(Path file, long row) throws IOException;
}
