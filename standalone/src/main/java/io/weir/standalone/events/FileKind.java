package io.weir.standalone.events;

/** What a file of events holds. */
enum FileKind {
    NDJSON("newline-delimited JSON", ".ndjson"),
    JSON("a JSON array", ".json"),
    GEOJSON("GeoJSON", ".geojson"),
    CSV("CSV", ".csv"),
    PARQUET("Parquet", ".parquet");

    private final String label;
    private final String extension;

    FileKind(String label, String extension) {
        this.label = label;
        this.extension = extension;
    }

    /** For people, to be read after "holds". */
    String label() {
        return label;
    }

    /** The file name ending that always fits. */
    String extension() {
        return extension;
    }
}
