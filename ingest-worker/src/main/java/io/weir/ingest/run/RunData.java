package io.weir.ingest.run;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The data sets of a run, by their OpenLineage names. */
public record RunData(List<Input> inputs, List<Output> outputs) {

    /** Of a run of which nothing is known. */
    public static final RunData NONE = new RunData(List.of(), List.of());

    private static final Pattern OBJECT = Pattern.compile("([a-z0-9]+://[^/]+)/(.*)");

    /**
     * What was read.
     *
     * @param records in all, or null where it is not known yet
     * @param bytes of their payloads
     */
    public record Input(
            String namespace,
            String name,
            @Nullable Long records,
            @Nullable Long bytes) {

        public Input(String namespace, String name) {
            this(namespace, name, null, null);
        }

        /** The same, of which so much was read. */
        public Input read(long allRecords, long allBytes) {
            return new Input(namespace, name, allRecords, allBytes);
        }
    }

    /**
     * What was written.
     *
     * @param version of the table, where it has versions
     * @param rows in all, or null where it is not known yet
     */
    public record Output(
            String namespace,
            String name,
            @Nullable Long version,
            @Nullable Long rows,
            @Nullable Long bytes) {}

    /** A topic. */
    public static Input topic(String brokers, String topic) {
        return new Input("kafka://" + brokers.split(",", 2)[0].strip(), topic);
    }

    /**
     * A hub, by the name of its Kafka endpoint, so that it is one data set whichever way it is read.
     *
     * @param namespace its host, with a port only where it is not Azure's
     */
    public static Input hub(String namespace, String hub) {
        String host = namespace.replaceFirst(":5671$", "");
        return new Input("kafka://" + (host.contains(":") ? host : host + ":9093"), hub);
    }

    /** Files, by the path of what holds them, or by their bucket or container and what is in it. */
    public static Input files(String folder, String name) {
        String path = folder.replaceFirst("/+$", "") + "/" + name;
        Matcher object = OBJECT.matcher(path);
        return object.matches() ? new Input(object.group(1), object.group(2)) : new Input("file", path);
    }

    /** A warehouse table, by the path of its database. */
    public static Output warehouse(String path, String table, @Nullable Long rows, @Nullable Long bytes) {
        String name = table.contains(".") ? table : "main." + table;
        return new Output("duckdb://" + path, name, null, rows, bytes);
    }

    /** A Delta table, by the absolute path or URI of its location. */
    public static Output delta(String location, long version, @Nullable Long rows, @Nullable Long bytes) {
        String path =
                location.startsWith("file:") ? java.net.URI.create(location).getPath() : location;
        return new Output(
                "file", path.endsWith("/") ? path.substring(0, path.length() - 1) : path, version, rows, bytes);
    }
}
