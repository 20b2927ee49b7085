package io.weir.ingest.decode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Has DuckDB read files of JSON records into rows with given columns.
 *
 * <p>With {@code columns=…} DuckDB silently drops keys that are not among them. So the columns are told by a first file
 * of one record, from which alone the reader infers them; a record of the other files with any other key, at any depth,
 * then is an error, and costs nothing to find. A closed decoding wants the others dropped, and names its columns.
 */
final class BatchReader {

    private static final String MARK = "__weir_prototype";

    /** Small read buffers let both cores parse one batch. */
    private static final int LEAST_OBJECT_BYTES = 1 << 20;

    /** Enough to meet every key of most streams, and few enough to be read in no time. */
    private static final int FIRST_RECORDS = 2_048;

    /** What a record may be longer by when its place is written into it. */
    private static final int PLACE_BYTES = 64;

    /**
     * The key of a record's place where keys without a column are dropped: a record may have any key then, and DuckDB reads none that
     * has one twice. Nobody knows this one beforehand.
     */
    static final String CLOSED_PLACE = DecodedBatch.ORDINAL + "_" + Long.toHexString(new SecureRandom().nextLong());

    private static final String UNTYPED = "\"NULL\"";
    private static final String NO_KEYS = "{}";

    private final Connection connection;
    private final Path prototype;
    private final Path sample;
    private final boolean closed;

    /** @param closed whether keys without a column are dropped */
    BatchReader(Connection connection, Path prototype, boolean closed) {
        this.connection = connection;
        this.prototype = prototype;
        this.sample = prototype.resolveSibling("sample.json");
        this.closed = closed;
    }

    /**
     * Makes the table of rows anew out of files.
     *
     * @param largest bytes of the longest record
     * @return how many rows; empty lines have none
     * @throws SQLException if a record is not JSON, does not fit, or has a key without a column
     */
    long read(List<Path> files, int largest, StructType columns, NumberReading reading) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create or replace temp table " + DecodedBatch.ROWS + " as "
                    + query(files, largest, columns, reading));
            return count(statement);
        }
    }

    /**
     * Does the same with rows in the order of their records, which costs half as much again. The order holds for what this
     * connection makes meanwhile.
     */
    long readInOrder(List<Path> files, int largest, StructType columns, NumberReading reading) throws SQLException {
        execute("set session preserve_insertion_order = true");
        try {
            return read(files, largest, columns, reading);
        } finally {
            execute("reset session preserve_insertion_order");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Whether a row that was read has no value in one of some columns. */
    boolean hasNull(RequiredColumns required) throws SQLException {
        if (required.isEmpty()) {
            return false;
        }
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "select exists (from " + DecodedBatch.ROWS + " where " + required.isMissing() + ")")) {
            found.next();
            return found.getBoolean(1);
        }
    }

    /** A query for the rows of files, good until the next call; it fails as {@link #read} does. */
    String query(List<Path> files, int largest, StructType columns, NumberReading reading) {
        if (closed) {
            return "select " + projection(columns, reading) + " from read_ndjson([" + list(files) + "], columns = {"
                    + names(columns, reading) + "}, hive_partitioning = false, maximum_object_size = "
                    + objectBytes(largest) + ")";
        }
        writePrototype(columns, reading);
        return "select " + projection(columns, reading) + " from read_ndjson(["
                + Sql.text(prototype.toString()) + ", " + list(files) + "], sample_size = 1, maximum_sample_files = 1,"
                + " map_inference_threshold = -1, hive_partitioning = false, maximum_object_size = "
                + objectBytes(largest) + ") where " + MARK + " is null";
    }

    /**
     * The columns that the first records of several files need, if they tell; costs next to nothing. A key that has been
     * null so far has no type that later records could be held to: then there are no columns.
     */
    StructType firstColumns(List<Path> files, int largest) throws SQLException {
        FirstLines.write(FIRST_RECORDS, files, sample);
        String found = structure("select json from " + objects(List.of(sample), largest));
        return found.contains(UNTYPED) ? StructType.EMPTY : JsonStructure.columns(found);
    }

    /**
     * The columns that the records of files need, some 200,000 records a second.
     *
     * <p>One record of each structure says it all. Without the grouping the aggregate would keep every record, and half a
     * gigabyte is not enough for 200,000 of them.
     */
    StructType columns(List<Path> files, int largest) throws SQLException {
        return JsonStructure.columns(structure("select any_value(records.json) as json from " + objects(files, largest)
                + " records group by json_structure(records.json)"));
    }

    private String structure(String records) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet structure = statement.executeQuery(
                        "select json_group_structure(sample.json) from (" + records + ") sample")) {
            structure.next();
            String found = structure.getString(1);
            return found == null ? NO_KEYS : found;
        }
    }

    private static String objects(List<Path> files, int largest) {
        return "read_ndjson_objects([" + list(files) + "], hive_partitioning = false, maximum_object_size = "
                + objectBytes(largest) + ")";
    }

    private void writePrototype(StructType columns, NumberReading reading) {
        String fields = columns.prototype(reading);
        try {
            Files.writeString(prototype, "{" + JsonPath.quote(MARK) + ":true," + fields.substring(1) + "\n");
        } catch (IOException failed) {
            throw new UncheckedIOException("prototype " + prototype + " could not be written", failed);
        }
    }

    private String projection(StructType columns, NumberReading reading) {
        return columns.fields().entrySet().stream()
                .map(column -> column.getValue().convert(Sql.name(key(column.getKey())), reading) + " as "
                        + Sql.name(column.getKey()))
                .collect(Collectors.joining(", "));
    }

    private String key(String column) {
        return closed && column.equals(DecodedBatch.ORDINAL) ? CLOSED_PLACE : column;
    }

    private String names(StructType columns, NumberReading reading) {
        return columns.fields().entrySet().stream()
                .map(column -> Sql.name(key(column.getKey())) + ": "
                        + Sql.text(column.getValue().read(reading)))
                .collect(Collectors.joining(", "));
    }

    private static String list(List<Path> files) {
        return files.stream().map(file -> Sql.text(file.toString())).collect(Collectors.joining(", "));
    }

    private static int objectBytes(int largest) {
        return Math.max(LEAST_OBJECT_BYTES, largest + PLACE_BYTES);
    }

    private static long count(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select count(*) from " + DecodedBatch.ROWS)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
