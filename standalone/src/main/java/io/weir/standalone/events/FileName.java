package io.weir.standalone.events;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What the name of a file promises about its content. */
record FileName(Path file) {

    /** The kinds that the name allows; all of them where the name says nothing. */
    Set<FileKind> promised() {
        return switch (extension()) {
            case "ndjson", "jsonl", "jsonlines", "ldjson" -> EnumSet.of(FileKind.NDJSON);
            case "json" -> EnumSet.of(FileKind.JSON, FileKind.GEOJSON, FileKind.NDJSON);
            case "geojson" -> EnumSet.of(FileKind.GEOJSON);
            case "csv", "tsv" -> EnumSet.of(FileKind.CSV);
            case "parquet", "pq" -> EnumSet.of(FileKind.PARQUET);
            default -> EnumSet.allOf(FileKind.class);
        };
    }

    boolean promises(FileKind kind) {
        return promised().contains(kind);
    }

    void check(FileKind found) {
        if (!promises(found)) {
            throw mismatch("holds " + found.label() + "; rename it to end in " + found.extension());
        }
    }

    EventSourceException mismatch(String found) {
        return new EventSourceException(
                file + ": its name promises " + promise() + ", but it " + found + ", or give the right file");
    }

    String promise() {
        return switch (extension()) {
            case "json" -> "JSON";
            default -> promised().iterator().next().label();
        };
    }

    String extension() {
        Path name = file.getFileName();
        String text = name == null ? "" : name.toString();
        return text.substring(text.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
