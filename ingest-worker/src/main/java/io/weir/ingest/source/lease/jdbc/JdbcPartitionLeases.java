package io.weir.ingest.source.lease.jdbc;

import io.weir.ingest.source.lease.HubReader;
import io.weir.ingest.source.lease.PartitionLeases;
import io.weir.ingest.source.lease.Share;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

@Repository
class JdbcPartitionLeases implements PartitionLeases {

    /** Nobody's from then on, so that its last owner does not keep what it gave up. */
    private static final String FREE = "held_until = '-infinity', owner = '00000000-0000-0000-0000-000000000000'";

    private static final String UNTIL = "clock_timestamp() + :millis * interval '1 millisecond'";

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    JdbcPartitionLeases(JdbcClient jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public Share settle(HubReader reader, Set<Integer> partitions, Duration length) {
        return Objects.requireNonNull(transactions.execute(begun -> {
            hold(reader);
            join(reader, length);
            int quota = quota(reader, partitions.size());
            Map<Integer, Long> owned = keep(reader, length);
            owned.keySet().retainAll(partitions);
            if (owned.size() < quota) {
                owned.putAll(take(reader, partitions, quota - owned.size(), length));
            }
            Set<Integer> surplus = owned.keySet().stream().skip(quota).collect(Collectors.toSet());
            return new Share(owned, surplus);
        }));
    }

    /** One after the other, so that all see the same members and no partition is counted as free by two. */
    private void hold(HubReader reader) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:hub, 11))")
                .param("hub", reader.hub())
                .query((row, number) -> true)
                .list();
    }

    private void join(HubReader reader, Duration length) {
        jdbc.sql("delete from hub_member where hub = :hub and held_until < clock_timestamp()")
                .param("hub", reader.hub())
                .update();
        jdbc.sql("insert into hub_member (hub, member, reader, held_until) values (:hub, :member, :reader, " + UNTIL
                        + ") on conflict (hub, member) do update set held_until = excluded.held_until")
                .param("hub", reader.hub())
                .param("member", reader.member())
                .param("reader", reader.pipeline())
                .param("millis", length.toMillis())
                .update();
    }

    /** How many partitions the reader is to have. */
    private int quota(HubReader reader, int partitions) {
        return jdbc.sql("""
                        select :partitions / count(*) + case
                            when count(*) filter (where each.joined < own.joined) < :partitions % count(*) then 1 else 0 end
                        from hub_member each join hub_member own on own.hub = each.hub and own.member = :member
                        where each.hub = :hub
                        """)
                .param("partitions", partitions)
                .param("hub", reader.hub())
                .param("member", reader.member())
                .query(Integer.class)
                .single();
    }

    /** What ended, and nobody took, is still the reader's. */
    private Map<Integer, Long> keep(HubReader reader, Duration length) {
        return epochs(jdbc.sql("update hub_partition set held_until = " + UNTIL
                        + " where hub = :hub and owner = :member returning partition, epoch")
                .param("hub", reader.hub())
                .param("member", reader.member())
                .param("millis", length.toMillis()));
    }

    private static Map<Integer, Long> epochs(JdbcClient.StatementSpec statement) {
        Map<Integer, Long> epochs = new TreeMap<>();
        statement.query(row -> {
            epochs.put(row.getInt("partition"), row.getLong("epoch"));
        });
        return epochs;
    }

    private Map<Integer, Long> take(HubReader reader, Set<Integer> partitions, int most, Duration length) {
        TreeSet<Integer> free = new TreeSet<>(partitions);
        free.removeAll(held(reader));
        Integer[] taken = free.stream().limit(most).toArray(Integer[]::new);
        return epochs(jdbc.sql("insert into hub_partition as held (hub, partition, owner, epoch, held_until)"
                        + " select :hub, number, :member, coalesce((select epoch from hub_lease where hub = :hub), 0)"
                        + " + 1, " + UNTIL + " from unnest(:taken::int[]) number"
                        + " where not exists (select from hub_lease where hub = :hub and held_until > clock_timestamp())"
                        + " on conflict (hub, partition) do update set owner = excluded.owner,"
                        + " epoch = greatest(held.epoch + 1, excluded.epoch), held_until = excluded.held_until"
                        + " returning partition, epoch")
                .param("hub", reader.hub())
                .param("member", reader.member())
                .param("taken", taken)
                .param("millis", length.toMillis()));
    }

    private Set<Integer> held(HubReader reader) {
        return Set.copyOf(
                jdbc.sql("select partition from hub_partition where hub = :hub and held_until >= clock_timestamp()")
                        .param("hub", reader.hub())
                        .query(Integer.class)
                        .list());
    }

    /** Event Hubs does not tell names apart by case: who writes a group in another one reads the same hub. */
    @Override
    public Optional<String> rival(HubReader reader) {
        return jdbc.sql("select reader from hub_member where lower(hub) = lower(:hub) and reader <> :reader"
                        + " and held_until >= clock_timestamp() limit 1")
                .param("hub", reader.hub())
                .param("reader", reader.pipeline())
                .query(String.class)
                .optional();
    }

    @Override
    public void release(HubReader reader, Set<Integer> partitions) {
        jdbc.sql("update hub_partition set " + FREE
                        + " where hub = :hub and owner = :member and partition = any (:partitions)")
                .param("hub", reader.hub())
                .param("member", reader.member())
                .param("partitions", partitions.toArray(Integer[]::new))
                .update();
    }

    @Override
    public void leave(HubReader reader) {
        transactions.executeWithoutResult(begun -> {
            hold(reader);
            jdbc.sql("update hub_partition set " + FREE + " where hub = :hub and owner = :member")
                    .param("hub", reader.hub())
                    .param("member", reader.member())
                    .update();
            jdbc.sql("delete from hub_member where hub = :hub and member = :member")
                    .param("hub", reader.hub())
                    .param("member", reader.member())
                    .update();
        });
    }
}
