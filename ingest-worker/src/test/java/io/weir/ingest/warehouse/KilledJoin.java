package io.weir.ingest.warehouse;

import io.weir.ingest.decode.BatchDecoder;
import io.weir.ingest.decode.Decoder;
import io.weir.ingest.decode.Decoding;
import io.weir.ingest.decode.JsonFormat;
import io.weir.ingest.decode.RowOrder;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.decode.UnknownKeys;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.Sink;
import io.weir.ingest.stage.StagedRecords;
import io.weir.ingest.stage.StreamSide;
import io.weir.ingest.transform.Horizon;
import io.weir.ingest.transform.HorizonDecoder;
import io.weir.ingest.transform.Join;
import io.weir.ingest.warehouse.KilledEvents.Event;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Writes pairs of two streams, a batch of the one that is behind at a time, and knows what they ought to be. */
public final class KilledJoin {

    public static final Owner OWNER = Owner.of("pairs");

    private static final int BATCH = 5;
    private static final int WITHIN = 60;
    private static final StructType PAYMENTS =
            (StructType) TypeNames.parse("STRUCT(id BIGINT, paid TIMESTAMP, m BIGINT)");
    private static final List<Event> ORDERS = KilledEvents.every(3);

    /** Payments are of other keys, in the same time. */
    private static final List<Event> PAID = ORDERS.stream()
            .map(event -> new Event(event.id() * 7 % 133, event.second(), event.n()))
            .toList();

    private static final Join JOIN = new Join(
            new Join.Stream(KilledEvents.COLUMNS, List.of("id"), "at"),
            new Join.Stream(PAYMENTS, List.of("id"), "paid"),
            WITHIN * KilledEvents.SECOND,
            true);

    private final Path folder;
    private final Sink sink;
    private final Map<StreamSide, BatchDecoder> decoders = new EnumMap<>(StreamSide.class);

    /** @param sink of {@link #rows}, which decodes on the connection */
    public KilledJoin(Path folder, Connection connection, Sink sink) throws SQLException {
        this.folder = folder;
        this.sink = sink;
        for (StreamSide side : StreamSide.values()) {
            Decoding decoding = new Decoding(
                    new JsonFormat(JOIN.of(side).columns()),
                    horizon(side).required(),
                    RowOrder.TRACED,
                    UnknownKeys.DROPPED);
            Decoder records = new Decoder(
                    connection,
                    decoding,
                    StructType.EMPTY,
                    folder.resolve("pairsp.json"),
                    folder.resolve("pairsa.json"));
            decoders.put(side, new HorizonDecoder(connection, OWNER, horizon(side), records, InstantSource.system()));
        }
        sink.claim(Set.of(0, StreamSide.FIRST_OF_RIGHT));
    }

    public static GatheredRows rows() {
        return new JoinedRows(OWNER, JOIN);
    }

    public static Horizon horizon(StreamSide side) {
        Join.Stream stream = JOIN.of(side);
        return new Horizon(
                stream.time(), KilledEvents.LATENESS * KilledEvents.SECOND, true, List.of(), null, 0, stream.keys());
    }

    /** Whether there was something left. */
    public boolean next() throws SQLException {
        int left = from(StreamSide.LEFT);
        int right = from(StreamSide.RIGHT);
        StreamSide side = right < left ? StreamSide.RIGHT : StreamSide.LEFT;
        List<Event> events = side == StreamSide.LEFT ? ORDERS : PAID;
        int from = Math.min(left, right);
        if (from == events.size()) {
            return false;
        }
        String[] payloads = events.subList(from, Math.min(events.size(), from + BATCH)).stream()
                .map(event -> side == StreamSide.LEFT ? event.json() : paid(event))
                .toArray(String[]::new);
        sink.write(Objects.requireNonNull(decoders.get(side))
                .decode(StagedRecords.of(folder, side.numbered(0), from, payloads)));
        System.out.println("written");
        return true;
    }

    private int from(StreamSide side) {
        return (int) sink.owned().get(side.numbered(0)).sequence() + 1;
    }

    private static String paid(Event event) {
        return "{\"id\":" + event.id() + ",\"paid\":\"" + event.at() + "\",\"m\":" + event.n() + "}";
    }

    /** Numbers of orders and their payments, or of orders that had none and get none any more. */
    public static List<String> expected() {
        List<String> pairs = new ArrayList<>();
        for (Event order : ORDERS) {
            int before = pairs.size();
            PAID.stream()
                    .filter(paid -> paid.id() == order.id() && Math.abs(paid.second() - order.second()) <= WITHIN)
                    .forEach(paid -> pairs.add(order.n() + "|" + paid.n()));
            if (pairs.size() == before && order.n() < KilledEvents.SIZE) {
                pairs.add(order.n() + "|null");
            }
        }
        return pairs;
    }
}
