package io.weir.benchmarks.lineage;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** OpenLineage events as a scheduler sends them, some 2.5 KB each: three datasets of ten columns. */
public final class RunEvents {

    private static final Instant BEGIN = Instant.parse("2026-01-31T12:00:00Z");
    private static final int JOBS = 1000;
    private static final int DATASETS = 1500;
    private static final int CHAIN = 40;
    private static final int COLUMNS = 10;
    /** Made once: what a caller needs to make an event is not to be taken for the service's time. */
    private static final List<String> WITH_COLUMNS = IntStream.range(0, DATASETS)
            .mapToObj(number -> dataset(number, true))
            .toList();

    private RunEvents() {}

    /** The {@code number}th event; two after one another begin and end a run. */
    public static String of(int number) {
        int run = number / 2;
        return run(
                number % 2 == 0 ? "START" : "COMPLETE",
                number,
                new UUID(run + 1L, 7),
                "job " + run % JOBS,
                WITH_COLUMNS.get(run % DATASETS) + "," + WITH_COLUMNS.get(run * 7 % DATASETS),
                WITH_COLUMNS.get(run * 11 % DATASETS));
    }

    /** A run of one of many jobs that lie in chains of 40, each reading what one before it in its chain wrote. */
    public static String chained(int number) {
        int chain = number / CHAIN * CHAIN;
        String input = number == chain ? "" : dataset(chain + (number * 31 & 0xFFFF) % (number - chain), false);
        return run("COMPLETE", number % JOBS, new UUID(number, 8), chainedJob(number), input, dataset(number, false));
    }

    /** The name of a job of {@link #chained}. */
    public static String chainedJob(int number) {
        return "chained job " + number;
    }

    private static String run(String type, int millis, UUID run, String job, String inputs, String outputs) {
        return "{\"eventType\":\"" + type + "\",\"eventTime\":\"" + BEGIN.plusMillis(millis)
                + "\",\"producer\":\"urn:weir:bench\","
                + "\"schemaURL\":\"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent\","
                + "\"run\":{\"runId\":\"" + run + "\"},\"job\":{\"namespace\":\"bench\",\"name\":\"" + job
                + "\"},\"inputs\":[" + inputs + "],\"outputs\":[" + outputs + "]}";
    }

    private static String dataset(int number, boolean columns) {
        String fields = IntStream.range(0, columns ? COLUMNS : 0)
                .mapToObj(column -> "{\"name\":\"column_number_" + column
                        + "\",\"type\":\"decimal(18,2)\",\"description\":\"of " + number + "\"}")
                .collect(Collectors.joining(","));
        String facets = columns ? ",\"facets\":{\"schema\":{\"fields\":[" + fields + "]}}" : "";
        return "{\"namespace\":\"s3://bench\",\"name\":\"table " + number + "\"" + facets + "}";
    }
}
