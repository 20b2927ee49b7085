package io.weir.architecture;

import io.weir.architecture.Flowchart.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Where events come from, and where rows go. The code says which there are, by packages; this says their names.
 *
 * @param name for people
 * @param shape in which it is drawn
 * @param place the package that reads or writes it
 * @param arrives whether events come from it
 * @param words what goes there
 */
record Outside(String name, Shape shape, String place, boolean arrives, String words) {

    private static final String SOURCE = "io.weir.ingest.source.";

    static final List<Outside> ALL = List.of(
            new Outside("Event Hubs", Shape.STADIUM, SOURCE + "eventhubs", true, "AMQP"),
            new Outside("Kafka", Shape.STADIUM, SOURCE + "kafka", true, "records"),
            new Outside("Files", Shape.STADIUM, SOURCE + "files", true, "replay"),
            new Outside(
                    "DuckDB, MotherDuck",
                    Shape.CYLINDER,
                    "io.weir.ingest.warehouse",
                    false,
                    "rows + watermark<br/>in one transaction"),
            new Outside("Delta tables", Shape.CYLINDER, "io.weir.ingest.deltasink", false, "Parquet files"),
            new Outside(
                    "Delta tables",
                    Shape.CYLINDER,
                    "io.weir.metadata.mirror",
                    false,
                    "_delta_log, after<br/>the commit"));

    String id() {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "_");
    }

    /** The service that does it. */
    String schema() {
        return place.split("\\.")[2];
    }

    /** Packages of the worker that read or write something outside, by what their classes are. */
    static SortedSet<String> places() throws IOException {
        SortedSet<String> places = new TreeSet<>();
        for (Source source : Source.of("ingest-worker")) {
            if (source.code().matches("(?s).*class \\w+ implements (Sources|Sink)\\b.*")) {
                places.add(source.qualifiedName().replaceFirst("\\.\\w+$", ""));
            }
        }
        return places;
    }
}
