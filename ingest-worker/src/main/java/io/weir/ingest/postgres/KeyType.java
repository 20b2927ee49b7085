package io.weir.ingest.postgres;

import java.util.Optional;

/** A type of columns that are looked up by: as DuckDB writes the values, and what PostgreSQL compares them as, by an index if there is one. */
enum KeyType {
    INTEGER("BIGINT", "bigint"),
    TEXT("VARCHAR", "text"),
    UUID("UUID", "uuid");

    private final String written;
    private final String compared;

    KeyType(String written, String compared) {
        this.written = written;
        this.compared = compared;
    }

    /** @param type as PostgreSQL writes it, without a length */
    static Optional<KeyType> of(String type) {
        return switch (type) {
            case "smallint", "integer", "bigint" -> Optional.of(INTEGER);
            case "text", "character varying" -> Optional.of(TEXT);
            case "uuid" -> Optional.of(UUID);
            default -> Optional.empty();
        };
    }

    String written() {
        return written;
    }

    String compared() {
        return compared;
    }
}
