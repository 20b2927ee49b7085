package io.weir.ingest.source.lease.jdbc;

import io.weir.ingest.source.lease.ReaderLeases;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcReaderLeases implements ReaderLeases {

    private final JdbcClient jdbc;

    JdbcReaderLeases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public OptionalLong take(String hub, String reader, UUID owner, Duration length) {
        Optional<Long> epoch = jdbc.sql("""
                        insert into hub_lease as held (hub, reader, owner, epoch, held_until)
                        values (:hub, :reader, :owner, 1, clock_timestamp() + :millis * interval '1 millisecond')
                        on conflict (hub) do update set
                            reader = excluded.reader,
                            owner = excluded.owner,
                            epoch = held.epoch + case when held.owner = excluded.owner then 0 else 1 end,
                            held_until = excluded.held_until
                        where held.owner = excluded.owner or held.held_until < clock_timestamp()
                        returning epoch""")
                .param("hub", hub)
                .param("reader", reader)
                .param("owner", owner)
                .param("millis", length.toMillis())
                .query(Long.class)
                .optional();
        return epoch.isPresent() ? OptionalLong.of(epoch.get()) : OptionalLong.empty();
    }

    @Override
    public Optional<String> reader(String hub) {
        return jdbc.sql("select reader from hub_lease where hub = :hub")
                .param("hub", hub)
                .query(String.class)
                .optional();
    }

    @Override
    public void release(String hub, UUID owner) {
        jdbc.sql("update hub_lease set held_until = '-infinity', owner = '00000000-0000-0000-0000-000000000000'"
                        + " where hub = :hub and owner = :owner")
                .param("hub", hub)
                .param("owner", owner)
                .update();
    }
}
