package io.weir.benchmarks.tables;

import java.util.UUID;

/** Commits of files as writers make them: names with UUIDs, statistics of four columns, ids that rise from file to file. */
public final class GeneratedFiles {

    /** Rows of a file, and how far the ids of two files lie apart. */
    public static final long ROWS = 1000;

    static final String SCHEMA = "{\"type\":\"struct\",\"fields\":[" + field("id", "long") + ","
            + field("name", "string") + "," + field("at", "timestamp") + "," + field("amount", "double") + "]}";

    private GeneratedFiles() {}

    private static String field(String name, String type) {
        return "{\"name\":\"" + name + "\",\"type\":\"" + type + "\",\"nullable\":true,\"metadata\":{}}";
    }

    /** The body of a commit that adds files, the first with number {@code from}. */
    public static String commit(long from, int count) {
        StringBuilder body = new StringBuilder(count * 500).append("{\"operation\":\"WRITE\",\"actions\":[");
        for (long file = from; file < from + count; file++) {
            body.append(file == from ? "" : ",").append(add(file));
        }
        return body.append("]}").toString();
    }

    static String add(long file) {
        long first = file * ROWS;
        long last = first + ROWS - 1;
        String stats = """
                {"numRecords":%d,"minValues":{"id":%d,"name":"customer-%09d","at":"2026-01-01T00:00:00.000Z","amount":0.5},\
                "maxValues":{"id":%d,"name":"customer-%09d","at":"2026-01-02T00:00:00.000Z","amount":99.5},\
                "nullCount":{"id":0,"name":0,"at":0,"amount":3}}""".formatted(ROWS, first, first, last, last);
        return """
                {"add":{"path":"part-%05d-%s-c000.snappy.parquet","partitionValues":{},"size":123456,\
                "modificationTime":1767225600000,"dataChange":true,"stats":"%s"}}""".formatted(file % 100_000, UUID.randomUUID(), stats.replace("\"", "\\\""));
    }
}
