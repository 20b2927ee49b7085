package io.weir.ingest.warehouse;

import io.weir.ingest.decode.Decoder;
import io.weir.ingest.decode.Decoding;
import io.weir.ingest.decode.JsonFormat;
import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.decode.RequiredColumns;
import io.weir.ingest.decode.RowOrder;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.UnknownKeys;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.Validity;
import io.weir.ingest.stage.StagedRecords;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** A table of versions, what was written to it, and what it must have by then. */
final class Histories implements AutoCloseable {

    static final String TABLE = "shop.orders";
    static final List<String> KEYS = List.of("id", "region");

    private static final WarehouseLimits LIMITS = new WarehouseLimits("256MB", 2, "16MB");

    final Warehouse warehouse;
    final Connection connection;
    final WarehouseSink sink;
    private final Path folder;
    private final Decoder decoder;

    /** What happens to a key. */
    record Event(int id, String region, long at, String value) {

        /** Without a value it deletes. */
        String json() {
            return "{\"id\":" + id + ",\"region\":\"" + region + "\",\"at\":" + at + ",\"gone\":" + (value == null)
                    + ",\"v\":" + (value == null ? "null" : '"' + value + '"') + "}";
        }

        String key() {
            return id + "|" + region;
        }
    }

    Histories(Path folder) throws SQLException {
        this.folder = folder;
        warehouse = Warehouse.open(folder.resolve("w.duckdb"), LIMITS);
        connection = DyingConnection.of(warehouse.connect());
        sink = new WarehouseSink(warehouse, Owner.of("orders"), TABLE, new HistoryRows(KEYS, "at", "gone"));
        List<String> required = new ArrayList<>(KEYS);
        required.add("at");
        decoder = new Decoder(
                connection,
                new Decoding(
                        JsonFormat.INFERRED,
                        RequiredColumns.keys(required),
                        RowOrder.READ,
                        UnknownKeys.ADDED,
                        Validity.COLUMNS),
                sink.columns().evolve(StructType.EMPTY),
                folder.resolve("p.json"),
                folder.resolve("a.json"));
        sink.claim(Set.of(0));
    }

    void write(Event... events) throws SQLException {
        write(Arrays.stream(events).map(Event::json).toArray(String[]::new));
    }

    void write(String... payloads) throws SQLException {
        sink.write(decoder.decode(StagedRecords.of(folder, 0, next(), payloads)));
    }

    /** How many records there were. */
    long next() {
        return sink.owned().get(0).sequence() + 1;
    }

    List<String> versions() throws SQLException {
        return QueriedRows.of(
                connection,
                "select id, region, v, __start_at, __end_at from " + TABLE + " order by id, region, __start_at");
    }

    /** What a table has to have, found out event by event in the order in which they happened. */
    static List<String> model(List<Event> read) {
        Map<String, TreeMap<Long, Event>> keys = new TreeMap<>();
        read.forEach(event ->
                keys.computeIfAbsent(event.key(), any -> new TreeMap<>()).put(event.at(), event));
        List<String> versions = new ArrayList<>();
        keys.values().stream()
                .sorted(Comparator.comparing((TreeMap<Long, Event> events) ->
                                events.firstEntry().getValue().id())
                        .thenComparing(events -> events.firstEntry().getValue().region()))
                .forEach(events -> events.forEach((at, event) -> {
                    if (event.value() != null) {
                        versions.add(event.key() + "|" + event.value() + "|" + at + "|" + events.higherKey(at));
                    }
                }));
        return versions;
    }

    /** Histories of several keys in any order, some events read more than once. */
    static List<Event> random(Random random, int size) {
        List<Event> events = new ArrayList<>();
        for (int index = 0; index < size; index++) {
            Event event = new Event(
                    random.nextInt(12),
                    random.nextBoolean() ? "north" : "south",
                    random.nextInt(size),
                    random.nextInt(4) == 0 ? null : "v" + index);
            boolean known =
                    events.stream().anyMatch(other -> other.key().equals(event.key()) && other.at() == event.at());
            if (!known) {
                Collections.addAll(
                        events,
                        Collections.nCopies(1 + random.nextInt(2), event).toArray(Event[]::new));
            }
        }
        Collections.shuffle(events, random);
        return events;
    }

    @Override
    public void close() throws SQLException {
        sink.close();
        connection.close();
        warehouse.close();
    }
}
