package io.weir.metadata.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tables of a service, their zones, and whether a stream of all their files is what the rows say. */
public final class ListedTables {

    private final MetadataServer server;
    private final JdbcClient jdbc;
    private final Zones zones;

    public ListedTables(MetadataServer server) {
        this.server = server;
        this.jdbc = server.bean(JdbcClient.class);
        this.zones = server.bean(Zones.class);
    }

    /** Makes a table whose files may have deletion vectors. */
    public void create(String name) {
        server.post("/api/v1/tables", Requests.table(name, Map.of("delta.enableDeletionVectors", "true")))
                .expect(201);
    }

    public static Stream<Map<?, ?>> adds(String prefix, int count) {
        return adds(prefix, count, "");
    }

    public static Stream<Map<?, ?>> adds(String prefix, int count, String tail) {
        return IntStream.range(0, count).mapToObj(number -> Requests.add(prefix + number + tail, number));
    }

    /** Removals of the files that {@link #adds(String, int)} adds, from one number up to before another. */
    public static List<Map<?, ?>> removals(String prefix, int from, int end) {
        return IntStream.range(from, end)
                .<Map<?, ?>>mapToObj(number -> Requests.remove(prefix + number))
                .toList();
    }

    public void post(String table, List<? extends Map<?, ?>> actions) {
        server.post("/api/v1/tables/" + table + "/commits", Requests.commit(actions.toArray(Map<?, ?>[]::new)))
                .expect(200);
    }

    /** The number of the table that has this name, or had it last. */
    public long id(String table) {
        return jdbc.sql("select table_id from delta_table where name = ? order by table_id desc limit 1")
                .param(table)
                .query(Long.class)
                .single();
    }

    /** The service's own thread may be at it, and leaves the rest to us as we do to it. */
    public void make(String table, long number) {
        do {
            zones.extend(table);
        } while (zones(table, "true") < number);
    }

    /** Packs all zones again. */
    public void renewAll(String table) {
        do {
            zones.renew(id(table));
        } while (zones(table, "packed_version is distinct from " + head(table)) > 0);
    }

    public long zones(String table, String condition) {
        return jdbc.sql("select count(*) from file_zone where table_id = ? and " + condition)
                .param(id(table))
                .query(Long.class)
                .single();
    }

    public long head(String table) {
        return server.get("/api/v1/tables/" + table).json().get("version").longValue();
    }

    /** At every version. */
    public void check(String table) {
        LongStream.rangeClosed(0, head(table)).forEach(version -> check(table, version));
    }

    public void check(String table, long version) {
        assertThat(listed(table, version)).as(table + " at " + version).isEqualTo(rows(table, version));
    }

    /** What the service streams, by lines. */
    public List<String> listed(String table, long version) {
        return server.get("/api/v1/tables/" + table + "/files?version=" + version, "Accept", "application/x-ndjson")
                .expect(200)
                .text()
                .lines()
                .toList();
    }

    /** What the rows say, whatever zones keep. */
    public List<String> rows(String table, long version) {
        return jdbc.sql("""
                        select add_action from data_file
                        where table_id = ? and added_version <= ? and coalesce(removed_version, 9999) > ?
                        order by added_version, file_id""")
                .params(List.of(id(table), version, version))
                .query(String.class)
                .list();
    }

    /** Each zone begins where one ended, and the first before all files. */
    public void checkChain(String table) {
        List<List<Long>> chain = jdbc.sql("""
                        select after_version, after_file, last_version, last_file from file_zone where table_id = ?
                        order by after_version, after_file""")
                .param(id(table))
                .query((row, number) -> List.of(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .list();
        List<Long> end = List.of(-1L, -1L);
        for (List<Long> zone : chain) {
            assertThat(zone.subList(0, 2)).as("%s of %s", zone, chain).isEqualTo(end);
            end = zone.subList(2, 4);
        }
    }
}
