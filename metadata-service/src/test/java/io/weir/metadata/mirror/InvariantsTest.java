package io.weir.metadata.mirror;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.delta.checkpoint.CheckpointSummary;
import io.weir.delta.checkpoint.LastCheckpoint;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The check that the tests of faults rely on sees what is broken by hand. */
class InvariantsTest {

    @TempDir
    static Path folder;

    @AutoClose
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(folder, "--weir.metadata.mirror.workers=0");
    }

    private static Map<String, Object> commit(int version) {
        return Requests.commit(Requests.add("part-" + version, version), Requests.txn("app", version));
    }

    private static void create(String table) {
        create(table, Map.of());
    }

    private static void create(String table, Map<String, String> properties) {
        server.post("/api/v1/tables", Requests.table(table, properties)).expect(201);
        for (int version = 1; version <= 3; version++) {
            server.post("/api/v1/tables/" + table + "/commits", commit(version)).expect(200);
        }
    }

    private static void assertBroken(
            Invariants invariants, String table, String said, Invariants.Accepted... accepted) {
        assertThatThrownBy(() -> invariants.assertHold(table, accepted))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "gap; 1: versions without gaps; delete from commit_log where version = 2 and table_id = ?",
                "sum; 1: versions whose bytes; update commit_log set sha256 = sha256(sha256) where version = 2 and table_id = ?",
                "count; 1: versions that count; update commit_log set live_files = 9 where version = 2 and table_id = ?",
                "ahead; 1: rows of versions; update data_file set removed_version = 9 where added_version = 2 and table_id = ?",
                "stopped; 2: state of the mirror; update table_mirror set state = 'PAUSED' where table_id = ?",
                "replay; files at version=2; update data_file set add_action = replace(add_action, '\"size\":102', '\"size\":7')"
                        + " where added_version = 2 and table_id = ?",
                "watermark; 4: transactions; update table_transaction set txn_version = 2 where table_id = ?"
            })
    void whatPostgresHasOtherwise(String table, String said, String change) {
        create(table);
        Invariants invariants = new Invariants(server);
        invariants.assertHold(table);
        JdbcClient jdbc = server.bean(JdbcClient.class);
        jdbc.sql(change)
                .param(jdbc.sql("select table_id from delta_table where name = ?")
                        .param(table)
                        .query(Long.class)
                        .single())
                .update();
        assertBroken(invariants, table, said);
    }

    @Test
    void whatTheMirrorHasOtherwise() throws IOException {
        create("mirror");
        new Invariants(server).assertHold("mirror");
        Path log = folder.resolve("tables/mirror/_delta_log");
        Files.writeString(log.resolve("00000000000000000002.json"), "\n", StandardOpenOption.APPEND);
        assertBroken(new Invariants(server), "mirror", "2: bytes of version 2");
    }

    /** Of the checkpoint of version 2, which is all that the table has. */
    @ParameterizedTest
    @CsvSource({"gone, 1", "counted, 2"})
    void whatTheLastCheckpointIsToldToBe(String name, long version) throws IOException {
        String table = "pointer_" + name;
        create(table, Map.of("delta.checkpointInterval", "2"));
        new Invariants(server).assertHold(table);
        CheckpointSummary summary = new CheckpointSummary(7, 7, 7);
        Files.write(
                folder.resolve("tables/" + table + "/_delta_log/_last_checkpoint"),
                LastCheckpoint.of(version, summary).toBytes());
        assertBroken(new Invariants(server), table, "2: checkpoints that _last_checkpoint may be about");
    }

    @Test
    void whatWasAcceptedAndIsNotThere() {
        create("accepted");
        new Invariants(server).assertHold("accepted", new Invariants.Accepted(commit(2), 2));
        assertBroken(new Invariants(server), "accepted", "7: version 1", new Invariants.Accepted(commit(2), 1));
    }

    @Test
    void aSecretInAnAnswerOrALog() throws IOException {
        create("secret");
        assertBroken(new Invariants(server).withSecrets("part-of-a-name", "secret"), "secret", "9: a secret in");
        Path log = Files.writeString(folder.resolve("service.log"), "with the key 3F0A");
        assertBroken(new Invariants(server).withSecrets("3F0A").withLogs(log), "secret", "9: a secret in service.log");
    }
}
