package io.weir.ingest.deltasink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.decode.ValueType;
import io.weir.ingest.sink.StaleOwnerException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What every sink relies on, of whatever keeps the tables. */
public abstract class DeltaTablesContract {

    private static final StructType COLUMNS = columns("id");

    private final String table = "t" + UUID.randomUUID().toString().replace("-", "");

    protected abstract DeltaTables tables();

    private static StructType columns(String... names) {
        Map<String, ValueType> columns = new LinkedHashMap<>();
        for (String name : names) {
            columns.put(name, TypeNames.parse("BIGINT"));
        }
        return new StructType(columns);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(tables().find(table)).isEmpty();
    }

    @Test
    void aTableIsMadeOnceAndFoundFromThenOn() {
        DeltaTable made = tables().create(table, DeltaSchema.of(COLUMNS));
        commit(Map.of("p/0", 4L), expecting("p/0", null));
        DeltaTable again = tables().create(table, DeltaSchema.of(columns("other")));

        assertThat(DeltaSchema.columns(made.schema())).isEqualTo(COLUMNS);
        assertThat(DeltaSchema.columns(again.schema())).isEqualTo(COLUMNS);
        assertThat(again.version()).isEqualTo(made.version() + 1);
        assertThat(again.location()).isEqualTo(made.location());
        assertThat(made.folder()).isAbsolute();
        assertThat(tables().find(table)).contains(again);
    }

    @Test
    void transactionsAreTheLatestOfEachApplicationWithThePrefix() {
        tables().create(table, DeltaSchema.of(COLUMNS));
        commit(Map.of("p/0", 4L, "p/1", 9L, "q/0", 1L), expecting("p/0", null));
        commit(Map.of("p/1", 12L), expecting("p/1", 9L));

        assertThat(tables().transactions(table, "p/")).containsOnly(Map.entry("p/0", 4L), Map.entry("p/1", 12L));
        assertThat(tables().transactions(table, "x/")).isEmpty();
    }

    @Test
    void filesAreThoseThatWereCommitted() {
        DeltaTable made = tables().create(table, DeltaSchema.of(COLUMNS));
        assertThat(tables().files(made)).isEmpty();
        Map<String, Object> add = new LinkedHashMap<>(Map.of("path", "part%201.parquet", "size", 1L));
        add.putAll(Map.of("partitionValues", Map.of(), "modificationTime", 1L, "dataChange", true));
        List<Map<String, Object>> actions = List.of(transaction("p/0", 1), Map.of("add", add));
        tables().commit(table, new DeltaCommit(actions, null, expecting("p/0", null), "job", null));

        DeltaTable found = tables().find(table).orElseThrow();
        assertThat(tables().files(found)).containsExactly(made.folder().resolve("part 1.parquet"));
        assertThat(tables().first(found, 1))
                .containsExactly(new TableFile(
                        made.folder().resolve("part 1.parquet"), "part%201.parquet", 1, 1, Map.of(), true, null));
    }

    /** Whoever decoded them did not know of it. */
    @Test
    void rowsOfColumnsThatSomebodyChangedSinceAreRefused() {
        DeltaTable made = tables().create(table, DeltaSchema.of(COLUMNS));
        Map<String, Object> metadata = new LinkedHashMap<>(made.metadata());
        metadata.put("schemaString", JsonMapper.shared().writeValueAsString(DeltaSchema.of(columns("id", "more"))));
        tables().commit(
                        table,
                        new DeltaCommit(
                                List.of(Map.of("metaData", metadata)), made.version(), Map.of(), "other", null));
        List<Map<String, Object>> rows = List.of(transaction("p/0", 1));

        assertThatThrownBy(() -> tables().commit(
                                table, new DeltaCommit(rows, made.version(), expecting("p/0", null), "job", null)))
                .isInstanceOf(CommitRefusedException.class);
        assertThat(tables().transactions(table, "p/")).isEmpty();
        tables().commit(table, new DeltaCommit(rows, made.version() + 1, expecting("p/0", null), "job", null));
        assertThat(tables().transactions(table, "p/")).isEqualTo(Map.of("p/0", 1L));
    }

    /** More than a page of the service holds, of each size several. */
    @Test
    void filesAreListedAllOrFromTheSmallestOn() {
        tables().create(table, DeltaSchema.of(COLUMNS));
        List<Map<String, Object>> actions = new ArrayList<>();
        for (int file = 0; file < 2_500; file++) {
            Map<String, Object> add = new LinkedHashMap<>(Map.of("path", "f" + file, "size", file % 100L));
            add.putAll(Map.of("partitionValues", Map.of(), "modificationTime", 1L, "dataChange", true));
            actions.add(Map.of("add", add));
        }
        tables().commit(table, new DeltaCommit(actions, null, Map.of(), "job", null));
        DeltaTable found = tables().find(table).orElseThrow();

        List<TableFile> small = tables().smallerThan(found, 90, 10_000);

        assertThat(small).hasSize(2_250).doesNotHaveDuplicates().allMatch(file -> file.bytes() < 90);
        assertThat(small).isSortedAccordingTo(Comparator.comparingLong(TableFile::bytes));
        assertThat(tables().smallerThan(found, 90, 1_100)).isEqualTo(small.subList(0, 1_100));
        assertThat(tables().smallerThan(found, 1, 10_000)).hasSize(25);
        List<TableFile> all = new ArrayList<>();
        tables().eachFile(found, all::add);
        assertThat(all).hasSize(2_500).doesNotHaveDuplicates().containsAll(small);
    }

    @Test
    void aRepeatedCommitIsTheVersionThatItWas() {
        tables().create(table, DeltaSchema.of(COLUMNS));
        long version = commit(Map.of("p/0", 4L, "p/1", 0L), expecting("p/0", null));

        assertThat(commit(Map.of("p/0", 4L, "p/1", 0L), expecting("p/0", null))).isEqualTo(version);
        assertThat(tables().find(table).orElseThrow().version()).isEqualTo(version);
    }

    @Test
    void whoExpectsAnotherVersionIsStaleAndChangesNothing() {
        tables().create(table, DeltaSchema.of(COLUMNS));
        long version = commit(Map.of("p/0", 4L), expecting("p/0", null));

        assertThatThrownBy(() -> commit(Map.of("p/0", 7L), expecting("p/0", null)))
                .isInstanceOf(StaleOwnerException.class);
        assertThatThrownBy(() -> commit(Map.of("p/0", 7L), expecting("p/0", 3L)))
                .isInstanceOf(StaleOwnerException.class);
        assertThatThrownBy(() -> commit(Map.of("p/1", 7L), expecting("p/1", 0L)))
                .isInstanceOf(StaleOwnerException.class);

        assertThat(tables().transactions(table, "p/")).containsOnly(Map.entry("p/0", 4L));
        assertThat(tables().find(table).orElseThrow().version()).isEqualTo(version);
    }

    @Test
    void manyTablesChangeTogetherOrNoneOfThem() {
        String other = table + "b";
        tables().create(table, DeltaSchema.of(COLUMNS));
        tables().create(other, DeltaSchema.of(COLUMNS));
        Map<String, DeltaCommit> first = Map.of(table, commitOf("p/0", null, 4), other, commitOf("p/0", null, 7));

        Map<String, Long> versions = tables().commitAll(first);
        assertThat(versions).isEqualTo(Map.of(table, version(table), other, version(other)));
        assertThat(tables().commitAll(first)).isEqualTo(versions);
        assertThatThrownBy(
                        () -> tables().commitAll(Map.of(table, commitOf("p/0", 4L, 5), other, commitOf("p/0", 6L, 8))))
                .isInstanceOf(StaleOwnerException.class);
        assertThatThrownBy(
                        () -> tables().commitAll(Map.of(table, commitOf("p/0", 4L, 9), other, commitOf("p/0", 7L, 7))))
                .as("somebody else made one of them before")
                .isInstanceOf(DeltaException.class);

        assertThat(tables().transactions(table, "p/")).containsOnly(Map.entry("p/0", 4L));
        assertThat(tables().transactions(other, "p/")).containsOnly(Map.entry("p/0", 7L));
    }

    private long version(String of) {
        return tables().find(of).orElseThrow().version();
    }

    protected static DeltaCommit commitOf(String application, @Nullable Long before, long after) {
        return new DeltaCommit(
                List.of(transaction(application, after)), null, expecting(application, before), "job", null);
    }

    /** A reading of a topic fences the one before by what every commit expects and hardly one writes. */
    @Test
    void whatIsExpectedNeedNotBeWritten() {
        tables().create(table, DeltaSchema.of(COLUMNS));
        Map<String, @Nullable Long> first = expecting("p/0", null);
        first.put("p/0#generation", null);
        commit(Map.of("p/0", 4L), first);
        commit(Map.of("p/0#generation", 1_795_000_000_000L), expecting("p/0#generation", null));
        Map<String, @Nullable Long> late = expecting("p/0", 4L);
        late.put("p/0#generation", null);

        assertThatThrownBy(() -> commit(Map.of("p/0", 9L), late)).isInstanceOf(StaleOwnerException.class);
        Map<String, @Nullable Long> next = expecting("p/0@1795000000000", null);
        next.put("p/0#generation", 1_795_000_000_000L);
        commit(Map.of("p/0@1795000000000", 2L, "p/0@1795000000000#broken:odd", 1L), next);

        assertThat(tables().transactions(table, "p/"))
                .containsOnly(
                        Map.entry("p/0", 4L),
                        Map.entry("p/0#generation", 1_795_000_000_000L),
                        Map.entry("p/0@1795000000000", 2L),
                        Map.entry("p/0@1795000000000#broken:odd", 1L));
    }

    @Test
    void aSchemaGrowsWithTheCommitThatBringsIt() {
        DeltaTable made = tables().create(table, DeltaSchema.of(COLUMNS));

        grow(made, made.version(), "p/0", "more");

        assertThat(columnsNow()).isEqualTo(columns("id", "more"));
    }

    /** Two that add columns to what they both read: the second one would take away what the first one added. */
    @Test
    void aSchemaThatGrewMeanwhileIsNotOverwritten() {
        DeltaTable read = tables().create(table, DeltaSchema.of(COLUMNS));
        grow(read, read.version(), "p/0", "first");
        long version = tables().find(table).orElseThrow().version();

        assertThatThrownBy(() -> grow(read, read.version(), "q/0", "second")).isInstanceOf(DeltaException.class);
        assertThatThrownBy(() -> grow(read, null, "q/0", "second")).isInstanceOf(DeltaException.class);

        assertThat(columnsNow()).isEqualTo(columns("id", "first"));
        assertThat(tables().transactions(table, "q/")).isEmpty();
        assertThat(tables().find(table).orElseThrow().version()).isEqualTo(version);
    }

    private void grow(DeltaTable read, @Nullable Long readVersion, String application, String column) {
        Map<String, Object> metadata = new LinkedHashMap<>(read.metadata());
        metadata.put("schemaString", JsonMapper.shared().writeValueAsString(DeltaSchema.of(columns("id", column))));
        List<Map<String, Object>> actions = List.of(Map.of("metaData", metadata), transaction(application, 1));
        tables().commit(table, new DeltaCommit(actions, readVersion, expecting(application, null), "job", null));
    }

    private StructType columnsNow() {
        return DeltaSchema.columns(tables().find(table).orElseThrow().schema());
    }

    private long commit(Map<String, Long> transactions, Map<String, @Nullable Long> expected) {
        List<Map<String, Object>> actions = new ArrayList<>();
        transactions.forEach((application, version) -> actions.add(transaction(application, version)));
        return tables().commit(table, new DeltaCommit(actions, null, expected, "job", UUID.randomUUID()));
    }

    private static Map<String, Object> transaction(String application, long version) {
        return Map.of("txn", Map.of("appId", application, "version", version, "lastUpdated", 1L));
    }

    private static Map<String, @Nullable Long> expecting(String application, @Nullable Long version) {
        Map<String, @Nullable Long> expected = new HashMap<>();
        expected.put(application, version);
        return expected;
    }
}
