package io.weir.metadata.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.packing.Frame;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * What Postgres has of a table, read without the service's own code.
 *
 * @param headVersion as the table's row says
 * @param contents log files by version
 * @param damaged versions whose log file has another length or sum than its row says
 * @param miscounted versions whose row says another number of live files than there are rows of them; the head, too, of
 *     whose bytes the same is held
 * @param rowsBeyondTheHead rows of versions that the table has not reached
 */
record StoredHistory(
        long headVersion,
        Map<Long, byte[]> contents,
        List<Long> damaged,
        List<Long> miscounted,
        long rowsBeyondTheHead) {

    private static final String BEYOND = """
            select (select count(*) from commit_log where table_id = t.table_id and version > t.head_version)
                 + (select count(*) from data_file where table_id = t.table_id
                    and (added_version > t.head_version or removed_version > t.head_version))
                 + (select count(*) from table_protocol where table_id = t.table_id and version > t.head_version)
                 + (select count(*) from table_metadata where table_id = t.table_id and version > t.head_version)
                 + (select count(*) from table_transaction where table_id = t.table_id and commit_version > t.head_version)
                 + (select count(*) from transaction_history where table_id = t.table_id and commit_version > t.head_version)
                 + (select count(*) from table_domain where table_id = t.table_id and commit_version > t.head_version)
                 + (select count(*) from domain_history where table_id = t.table_id and commit_version > t.head_version)
            from delta_table t where t.table_id = ?""";

    private static final String MISCOUNTED = """
            select version from commit_log c where table_id = :table and live_files <> (
                select count(*) from data_file f where f.table_id = c.table_id and f.added_version <= c.version
                and (f.removed_version is null or f.removed_version > c.version))
            union
            select head_version from delta_table t where table_id = :table and (live_files, live_bytes) <> (
                select count(*), coalesce(sum(size), 0) from data_file f
                where f.table_id = t.table_id and f.removed_version is null)""";

    static StoredHistory read(MetadataServer server, String table) {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        long tableId = jdbc.sql("select table_id from delta_table where name = ? and dropped_at is null")
                .param(table)
                .query(Long.class)
                .single();
        Map<Long, byte[]> contents = new TreeMap<>();
        List<Long> damaged = new ArrayList<>();
        jdbc.sql("select version, content, content_bytes, sha256 from commit_log where table_id = ? order by version")
                .param(tableId)
                .query(row -> {
                    byte[] content = Frame.content(row.getBytes("content"));
                    contents.put(row.getLong("version"), content);
                    if (content.length != row.getInt("content_bytes")
                            || !Arrays.equals(sum(content), row.getBytes("sha256"))) {
                        damaged.add(row.getLong("version"));
                    }
                });
        return new StoredHistory(
                jdbc.sql("select head_version from delta_table where table_id = ?")
                        .param(tableId)
                        .query(Long.class)
                        .single(),
                contents,
                damaged,
                jdbc.sql(MISCOUNTED).param("table", tableId).query(Long.class).list(),
                jdbc.sql(BEYOND).param(tableId).query(Long.class).single());
    }

    private static byte[] sum(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    List<Long> versions() {
        return List.copyOf(contents.keySet());
    }

    /** The latest transaction of each application, as the log files say. */
    Map<String, Long> transactions() {
        Map<String, Long> transactions = new TreeMap<>();
        contents.keySet().forEach(version -> lines(version)
                .map(line -> line.path("txn"))
                .filter(JsonNode::isObject)
                .forEach(txn -> transactions.put(
                        txn.get("appId").stringValue(), txn.get("version").longValue())));
        return transactions;
    }

    /** What tells the actions of a version's log file from others of their kind. */
    List<String> actions(long version) {
        return lines(version).flatMap(line -> names(List.of(line)).stream()).toList();
    }

    private Stream<JsonNode> lines(long version) {
        return new String(contents.getOrDefault(version, new byte[0]), UTF_8)
                .lines()
                .map(MetadataServer.JSON::readTree);
    }

    /** What tells files and transactions of applications from others of their kind. */
    static List<String> names(Iterable<JsonNode> actions) {
        return StreamSupport.stream(actions.spliterator(), false)
                .flatMap(action -> action.propertyStream())
                .filter(action -> List.of("add", "remove", "txn").contains(action.getKey()))
                .map(action ->
                        action.getKey() + " " + action.getValue().path("path").asString("")
                                + action.getValue().path("appId").asString("")
                                + action.getValue().path("version").asString(""))
                .toList();
    }
}
