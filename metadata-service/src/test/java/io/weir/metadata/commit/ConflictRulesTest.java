package io.weir.metadata.commit;

import static io.weir.metadata.Requests.add;
import static io.weir.metadata.Requests.addOn;
import static io.weir.metadata.Requests.remove;
import static io.weir.metadata.Requests.txn;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.delta.conflict.ConflictRule;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.MetadataServer.Answer;
import io.weir.metadata.Requests;
import io.weir.test.TestDatabase;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Who stands against whom: each rule of the protocol with a winner at version 2 and a loser that read version 1. */
class ConflictRulesTest {

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static MetadataServer server;

    private String table = "";

    @BeforeAll
    static void start() {
        database = TestDatabase.create("metadata");
        server = MetadataServer.start(database, folder, "--weir.metadata.mirror.workers=0");
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    @BeforeEach
    void aTableAtVersionOne(TestInfo test) {
        table = test.getTestMethod().orElseThrow().getName();
        server.post("/api/v1/tables", Requests.table(table)).expect(201);
        commit(Requests.commit(add("old", 1), add("older", 1), txn("app", 1))).expect(200);
    }

    @Test
    void aBlindAppendNeverLoses() {
        commit(Requests.commit(add("winner", 1), remove("old"))).expect(200);

        JsonNode result = commit(reading(1, add("mine", 1))).expect(200).json();

        assertThat(result.get("version").longValue()).isEqualTo(3);
        assertThat(result.get("rebasedFrom").longValue()).isEqualTo(1);
    }

    /** Kernel says of every commit that it is none; whoever reads the log must be able to rely on it. */
    @Test
    void whetherACommitIsABlindAppendIsComputed() {
        Map<String, Object> readsFiles = reading(1, add("a", 1));
        readsFiles.put("readFiles", List.of("old"));
        Map<String, Object> readsRows = reading(1, add("b", 1));
        readsRows.put("readPredicates", List.of("id > 7"));
        Map<Map<String, Object>, Boolean> commits = new LinkedHashMap<>();
        commits.put(Requests.commit(add("c", 1)), true);
        commits.put(reading(1, add("d", 1), txn("other", 1)), true);
        commits.put(readsFiles, false);
        commits.put(readsRows, false);
        commits.put(readingAll(1, add("e", 1)), false);
        commits.put(Requests.commit(add("f", 1), remove("c")), false);
        commits.put(Requests.commit(txn("other", 2)), false);
        commits.forEach((commit, blind) -> {
            commit.put("isolationLevel", "SNAPSHOT");
            long version = commit(commit).expect(200).json().get("version").longValue();
            JsonNode info = server.get("/api/v1/tables/" + table + "/changes?from=" + version + "&to=" + version)
                    .expect(200)
                    .json()
                    .at("/actions/0/commitInfo");
            assertThat(info.get("isBlindAppend").booleanValue())
                    .as("%s", commit)
                    .isEqualTo(blind);
            assertThat(info.get("isolationLevel").stringValue()).isEqualTo("SnapshotIsolation");
        });
    }

    @Test
    void whoReadTheWholeTableLosesToAnAddThatHadRead() {
        commit(readingAll(1, add("winner", 1))).expect(200);
        assertConflict(commit(readingAll(1, add("mine", 1))), "concurrent-append", "winner");
    }

    @Test
    void whoReadTheWholeTableDoesNotLoseToABlindAppendUnlessSerializable() {
        commit(Requests.commit(add("winner", 1))).expect(200);
        Map<String, Object> serializable = readingAll(1, add("strict", 1));
        serializable.put("isolationLevel", "SERIALIZABLE");

        assertConflict(commit(serializable), "concurrent-append", "winner");
        commit(readingAll(1, add("mine", 1))).expect(200);
    }

    @Test
    void snapshotIsolationSeesNoAdds() {
        commit(readingAll(1, add("winner", 1))).expect(200);
        Map<String, Object> snapshot = readingAll(1, add("mine", 1));
        snapshot.put("isolationLevel", "SNAPSHOT");
        commit(snapshot).expect(200);
    }

    @Test
    void whoReadAFileLosesToItsRemoval() {
        commit(Requests.commit(remove("old"))).expect(200);
        Map<String, Object> mine = reading(1, add("mine", 1));
        mine.put("readFiles", List.of("old"));
        assertConflict(commit(mine), "delete-read", "old");
    }

    @Test
    void whoRemovesAFileLosesToItsRemoval() {
        commit(Requests.commit(remove("old"))).expect(200);
        assertConflict(commit(reading(1, remove("old"))), "delete-delete", "old");
        commit(reading(1, remove("older"))).expect(200);
    }

    @Test
    void everyoneLosesToAChangeOfMetadata() {
        commit(readingLatest(metadata("comment", "new"))).expect(200);
        assertConflict(commit(reading(1, add("mine", 1))), "metadata-changed", null);
    }

    @Test
    void aTransactionOfTheSameApplicationStandsAgainst() {
        commit(Requests.commit(txn("app", 2))).expect(200);
        assertConflict(commit(reading(1, add("mine", 1), txn("app", 3))), "transaction-changed", "app");
        commit(reading(1, add("mine", 1), txn("another", 3))).expect(200);
    }

    @Test
    void halfARepetitionIsAConflict() {
        commit(Requests.commit(txn("a", 1), txn("b", 1))).expect(200);
        assertConflict(commit(Requests.commit(txn("a", 1), txn("b", 2))), "transaction-changed", "a");
    }

    @Test
    void theSameDomainStandsAgainst() {
        upgrade("domainMetadata");
        commit(Requests.commit(domain("mine", "{\"a\":1}"))).expect(200);
        Map<String, Object> stale = reading(2, domain("mine", "{}"));
        assertThat(commit(stale).expect(409).json().get("reason").stringValue()).isEqualTo("domain-metadata-changed");
        commit(reading(2, domain("another", "{}"))).expect(200);
    }

    @Test
    void twoChangesOfTheProtocolStandAgainstEachOther() {
        upgrade("domainMetadata");
        Map<String, Object> second = reading(1, protocol("changeDataFeed"));
        assertConflict(commit(second), "protocol-changed", null);
    }

    @Test
    void aHarmlessChangeOfMetadataStandsAgainstNobody() {
        commit(readingLatest(rwProtocol("deletionVectors"), metadata("delta.enableDeletionVectors", "true")))
                .expect(200);
        JsonNode result = commit(reading(1, add("mine", 1))).expect(200).json();
        assertThat(result.get("version").longValue()).isEqualTo(3);
    }

    @Test
    void aConditionThatOthersFilesCannotMeetIsNoConflict() {
        String partitioned = table + "_by_day";
        server.post("/api/v1/tables", Requests.partitionedTable(partitioned)).expect(201);
        String commits = "/api/v1/tables/" + partitioned + "/commits";
        server.post(commits, Requests.commit(addOn("monday", "mon"))).expect(200);
        Map<String, Object> winner = reading(1, addOn("tuesday", "tue"));
        winner.put("readPredicates", List.of("day = 'tue'"));
        server.post(commits, winner).expect(200);

        Map<String, Object> apart = reading(1, addOn("monday2", "mon"));
        apart.put("readPredicates", List.of("day = 'mon'"));
        server.post(commits, apart).expect(200);
        Map<String, Object> clash = reading(1, addOn("tuesday2", "tue"));
        clash.put("readPredicates", List.of("day = 'tue'"));
        assertConflict(server.post(commits, clash), "concurrent-append", "tuesday");
    }

    @Test
    void aTransactionOfLongAgoIsStillRecognised() {
        commit(Requests.commit(add("second", 1), txn("app", 2))).expect(200);
        JsonNode again = commit(Requests.commit(add("first-again", 1), txn("app", 1)))
                .expect(200)
                .json();
        assertThat(again.get("outcome").stringValue()).isEqualTo("DUPLICATE");
        assertThat(again.get("version").longValue()).isEqualTo(1);
    }

    private static Map<String, Object> rwProtocol(String feature) {
        return Map.of(
                "protocol",
                Map.of(
                        "minReaderVersion",
                        3,
                        "minWriterVersion",
                        7,
                        "readerFeatures",
                        List.of(feature),
                        "writerFeatures",
                        List.of("appendOnly", "inCommitTimestamp", "invariants", feature)));
    }

    /** What others changed would be undone, and no rule could tell. */
    @Test
    void whoChangesMetadataOrProtocolSaysWhatWasRead() {
        for (Map<String, Object> action : List.of(metadata("comment", "blind"), protocol("domainMetadata"))) {
            JsonNode problem = commit(Requests.commit(action)).expect(422).json();
            assertThat(problem.at("/errors/0/field").stringValue()).isEqualTo("readVersion");
        }
    }

    @Test
    void theFirstWinnerAndItsFirstRuleAreNamed() {
        commit(Requests.commit(remove("old"))).expect(200);
        commit(readingLatest(metadata("comment", "later"))).expect(200);
        assertConflict(commit(reading(1, remove("old"))), "delete-delete", "old");
    }

    private void upgrade(String feature) {
        commit(readingLatest(protocol(feature))).expect(200);
    }

    private static Map<String, Object> protocol(String feature) {
        return Map.of(
                "protocol",
                Map.of(
                        "minReaderVersion", 1,
                        "minWriterVersion", 7,
                        "writerFeatures", List.of("appendOnly", "inCommitTimestamp", "invariants", feature)));
    }

    private static Map<String, Object> domain(String name, String configuration) {
        return Map.of("domainMetadata", Map.of("domain", name, "configuration", configuration, "removed", false));
    }

    private Map<String, Object> metadata(String property, String value) {
        JsonNode current =
                server.get("/api/v1/tables/" + table + "/snapshot").json().get("metadata");
        Map<String, Object> changed = new LinkedHashMap<>();
        current.properties().forEach(field -> changed.put(field.getKey(), field.getValue()));
        changed.put("configuration", Map.of("delta.enableInCommitTimestamps", "true", property, value));
        return Map.of("metaData", changed);
    }

    private Map<String, Object> readingLatest(Map<?, ?>... actions) {
        return reading(
                server.get("/api/v1/tables/" + table).json().get("version").longValue(), actions);
    }

    private static Map<String, Object> reading(long version, Map<?, ?>... actions) {
        Map<String, Object> commit = Requests.commit(actions);
        commit.put("readVersion", version);
        return commit;
    }

    private static Map<String, Object> readingAll(long version, Map<?, ?>... actions) {
        Map<String, Object> commit = reading(version, actions);
        commit.put("readWholeTable", true);
        return commit;
    }

    private Answer commit(Map<String, Object> commit) {
        return server.post("/api/v1/tables/" + table + "/commits", commit);
    }

    private static void assertConflict(Answer answer, String reason, @Nullable String on) {
        JsonNode problem = answer.expect(409).json();
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(problem.get("code").stringValue()).isEqualTo("commit-conflict");
        assertThat(problem.get("reason").stringValue()).isEqualTo(reason);
        assertThat(problem.get("winningVersion").longValue()).isEqualTo(2);
        ConflictRule rule = ConflictRule.valueOf(reason.toUpperCase(Locale.ROOT).replace('-', '_'));
        assertThat(problem.get("detail").stringValue())
                .as("what happened, and what to do")
                .isEqualTo("Version 2 won: " + rule.happened() + "; " + rule.advice());
        if (on != null) {
            assertThat(problem.get("conflictsOn").get(0).stringValue()).isEqualTo(on);
        }
    }
}
