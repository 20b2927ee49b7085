package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.deltasink.MemoryDeltaTables;
import io.weir.ingest.sink.MemoryChangedException;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.Sink;
import io.weir.ingest.sink.StaleOwnerException;
import io.weir.ingest.transform.Horizon;
import io.weir.support.problem.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who opens a Delta table knows nothing but what is committed, so one that is left after a commit failed is as one that was killed there. */
class DeltaMemoryTest extends RememberedContract {

    private static final String STATE = "orders_orders_state";

    DeltaMemoryTest() {
        super(RememberingDelta::new);
    }

    private RememberingDelta delta() {
        return (RememberingDelta) target();
    }

    private MemoryDeltaTables tables() {
        return delta().tables();
    }

    /** Killed before and after commits, again and again: windows are those of the records, however often they came. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void windowsAreRightWhereverWritersDie(long seed) throws SQLException {
        by(windows(10, 5, 20, true), Owner.of("orders"));
        Random random = new Random(seed);
        List<Long> seconds = new ArrayList<>();
        Map<Long, Long> sums = new TreeMap<>();
        for (int index = 0; index < 300; index++) {
            long second = Math.max(0, index - random.nextInt(20));
            seconds.add(second);
            for (long start = second / 5 * 5; start > second - 10; start -= 5) {
                sums.merge(start, (long) index, Long::sum);
            }
        }
        int deaths = 0;
        for (int taken = at(); taken < seconds.size(); taken = at()) {
            int most = Math.min(seconds.size(), taken + 1 + random.nextInt(30));
            DecodedBatch batch = decode(IntStream.range(taken, most)
                    .mapToObj(index -> order(index, seconds.get(index), index))
                    .toArray(String[]::new));
            MemoryDeltaTables.When[] moments = MemoryDeltaTables.When.values();
            if (random.nextInt(3) == 0) {
                delta().fails(moments[random.nextInt(moments.length)], sink(), batch);
                restart();
                deaths++;
            } else {
                sink().write(batch);
            }
        }
        write(order(1_000, 10_000, 0));

        assertThat(deaths).isPositive();
        assertThat(rows("select (epoch(window_start) - epoch(timestamp '2026-01-01'))::bigint, total from orders"
                        + " order by 1"))
                .containsExactlyElementsOf(sums.entrySet().stream()
                        .map(sum -> sum.getKey() + "|" + sum.getValue())
                        .toList());
        assertThat(rows("select id from weir.\"window/orders\" group by all")).containsExactly("1000");
        assertThat(sink().watermarks()).containsEntry(0, counts(301, 301, 0, 0));
    }

    private int at() throws SQLException {
        return (int) sink().owned().get(0).sequence() + 1;
    }

    @Test
    void ofTwoWhoKnowTheSameOneIsRefusedAndChangesNothing() throws SQLException {
        Horizon horizon = first(60, true);
        by(horizon, Owner.of("orders"));
        write(order(1, 0, 1));
        try (RememberingTarget.Worker another = delta().open(Owner.of("orders"), horizon, new AppendedRows())) {
            Sink other = another.sink();
            Connection decoding = another.connection();
            other.claim(Set.of(0, 1));
            DecodedBatch batch = decode(decoding, 1, 0, order(1, 1, 3), order(9, 9, 9), "{}");
            write(order(2, 100, 2));

            assertThatThrownBy(() -> other.write(batch)).isInstanceOf(StaleOwnerException.class);
        }

        assertThat(rows("select id, n from orders order by id")).containsExactly("1|1", "2|2");
        assertThat(rows("select sequence from letters")).isEmpty();
        assertThat(folder.resolve("orders").toFile().list()).hasSize(2);
        assertThat(folder.resolve(STATE).toFile().list()).hasSize(2);
    }

    /** Each has a partition, and a batch in hand when the other writes: who is overtaken learns, and decodes once more. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void ofTwoWorkersEachLearnsWhatTheOtherKnows(long seed) throws SQLException {
        Horizon horizon = seed == 3 ? windows(10, 10, 1_000, false) : first(60_000, false);
        RowWriter writer = writer(horizon);
        by(horizon, Owner.of("orders"));
        Random random = new Random(seed);
        Map<Integer, Long> sums = new TreeMap<>();
        int overtaken = 0;
        try (RememberingTarget.Worker another = delta().open(Owner.of("orders"), horizon, writer)) {
            Sink other = another.sink();
            Connection decoding = another.connection();
            other.claim(Set.of(1));
            for (int round = 0; round < 40; round++) {
                String[] mine = orders(random, round, sums);
                String[] theirs = orders(random, round, sums);
                DecodedBatch first = decode(connection(), 0, round * 3L, mine);
                DecodedBatch second = decode(decoding, 1, round * 3L, theirs);
                if (random.nextBoolean()) {
                    overtaken += writes(sink(), first, connection(), mine);
                    overtaken += writes(other, second, decoding, theirs);
                } else {
                    overtaken += writes(other, second, decoding, theirs);
                    overtaken += writes(sink(), first, connection(), mine);
                }
            }
            String end = order(1_000, 10_000, 0);
            writes(sink(), decode(connection(), 0, 120, end), connection(), end);
            writes(other, decode(decoding, 1, 120, end), decoding, end);
        }

        assertThat(overtaken).isBetween(40, 80);
        assertThat(tables().find(STATE).orElseThrow().version()).isEqualTo(82);
        if (seed == 3) {
            assertThat(rows("select (epoch(window_start) - epoch(timestamp '2026-01-01'))::bigint // 10, total"
                            + " from orders order by 1"))
                    .containsExactlyElementsOf(sums.entrySet().stream()
                            .map(sum -> sum.getKey() + "|" + sum.getValue())
                            .toList());
        } else {
            assertThat(rows("select count(*), count(distinct id) from orders where id < 1000"))
                    .containsExactly("30|30");
        }
    }

    private static String[] orders(Random random, int round, Map<Integer, Long> sums) {
        return IntStream.range(0, 3)
                .mapToObj(index -> {
                    int second = round * 5 + random.nextInt(20);
                    int number = random.nextInt(100);
                    sums.merge(second / 10, (long) number, Long::sum);
                    return order(random.nextInt(30), second, number);
                })
                .toArray(String[]::new);
    }

    /** How often what others did had to be learnt before. */
    private int writes(Sink writing, DecodedBatch batch, Connection decoding, String... payloads) throws SQLException {
        int partition = batch.staged().shares().keySet().iterator().next();
        long from = writing.owned().get(partition).sequence() + 1;
        try {
            writing.write(batch);
            return 0;
        } catch (MemoryChangedException changed) {
            return 1 + writes(writing, decode(decoding, partition, from, payloads), decoding, payloads);
        }
    }

    @Test
    void whatIsOfNoUseAnyMoreIsTakenOutOfItsTable() throws SQLException {
        by(windows(10, 10, 0, false), Owner.of("orders"));
        int most = 0;
        for (int batch = 0; batch < 150; batch++) {
            write(order(batch, batch * 3L, 1));
            most = Math.max(most, tables().files(STATE).size());
        }
        restart();
        write(order(150, 450, 1));

        assertThat(most).isEqualTo(64);
        assertThat(tables().files(STATE)).hasSizeLessThan(64);
        assertThat(rows("select sum(orders), count(*), count(distinct window_start) from orders"))
                .containsExactly("150|45|45");
    }

    /** All comes again then, and must not be taken for what was there before, or be late. */
    @Test
    void aTableThatIsMadeAnewBeginsWithNothingRemembered() throws SQLException {
        by(first(60, false), Owner.of("orders"));
        write(order(1, 0, 1), order(2, 100, 2));
        tables().drop("orders");
        restart();

        write(order(1, 0, 1), order(2, 100, 2), order(2, 101, 3));
        restart();
        write(order(2, 102, 4));

        assertThat(rows("select id, n from orders order by id")).containsExactly("1|1", "2|2");
    }

    @Test
    void whatWasRememberedAndIsGoneIsSaid() throws SQLException {
        by(first(60, false), Owner.of("orders"));
        write(order(1, 0, 1));
        tables().drop(STATE);

        assertThatThrownBy(this::restart)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("table " + STATE)
                .hasMessageContaining("reset the pipeline");
    }

    @Test
    void aTableThatIsAnothersIsLeftAlone() {
        Map<String, Object> field = Map.of("name", "id", "type", "long", "nullable", true, "metadata", Map.of());
        tables().create(STATE, Map.of("type", "struct", "fields", List.of(field)), List.of());

        assertThatThrownBy(() -> by(first(60, false), Owner.of("orders")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("table " + STATE)
                .hasMessageContaining("is another's");
    }

    @Test
    void aWindowThatMakesOtherTypesThanTheTableHasIsRefused() throws SQLException {
        Map<String, Object> field = Map.of("name", "total", "type", "string", "nullable", true, "metadata", Map.of());
        tables().create("orders", Map.of("type", "struct", "fields", List.of(field)), List.of());

        assertThatThrownBy(() -> by(windows(10, 10, 0, false), Owner.of("orders")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("total DECIMAL(38,0)", "VARCHAR");
        assertThat(sink().columns()).isEqualTo(StructType.EMPTY);
    }
}
