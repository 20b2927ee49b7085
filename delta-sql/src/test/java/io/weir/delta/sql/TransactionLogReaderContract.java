package io.weir.delta.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.delta.action.ActionJson;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.action.SetTransaction;
import io.weir.delta.kernel.KernelTable;
import io.weir.delta.kernel.UnreadableTableException;
import io.weir.test.GoldenTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader owes on every engine. Each test has names of its own, so that all of them can be in one database. */
abstract class TransactionLogReaderContract {

    /** A whole table, in memory. */
    record Whole(TableContent content, List<AddFile> files) {}

    private static final Protocol PROTOCOL = (Protocol) ActionJson.read("""
            {"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["deletionVectors","hoverboards"],\
            "writerFeatures":["deletionVectors","hoverboards"],"unheardOf":{"kept":1.50}}}""");

    private static final Metadata METADATA = (Metadata) ActionJson.read("""
            {"metaData":{"id":"7e3c","name":"größe 📏","format":{"provider":"parquet","options":{}},\
            "schemaString":"{\\"type\\":\\"struct\\",\\"fields\\":[]}","partitionColumns":["p"],\
            "configuration":{"delta.x":"o'clock \\"; drop table"},"createdTime":1}}""");

    private static final AddFile RICH = (AddFile) ActionJson.read("""
            {"add":{"path":"p=%C3%A9/a'b.parquet","partitionValues":{"p":null},"size":9007199254740993,"modificationTime":-1,\
            "dataChange":false,"stats":"{\\"numRecords\\":1}","tags":{"t":null},"deletionVector":{"storageType":"u",\
            "pathOrInlineDv":"ab^-aqEH.-t@S}K{vb[*k^","offset":4,"sizeInBytes":40,"cardinality":6},"baseRowId":0,\
            "defaultRowCommitVersion":7,"clusteringProvider":"liquid","unheardOf":[1,{"a":1e2}]}}""");

    /** Where a table of this name is, or is going to be. */
    abstract DeltaSqlAddress address(String table, String settings);

    private DeltaSqlAddress address(String table) {
        return address(table, "");
    }

    static Whole whole(long version, List<AddFile> files) {
        long bytes = files.stream().mapToLong(AddFile::size).sum();
        TableState state =
                new TableState(version, 1_700_000_000_123L, "/lake/ü", PROTOCOL, METADATA, files.size(), bytes);
        return new Whole(new TableContent(state, List.of(), List.of()), files);
    }

    static List<AddFile> files(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> AddFile.of("part-" + index, Map.of(), index, 1, null))
                .toList();
    }

    static void write(DeltaSqlAddress address, Whole table, boolean replacing) throws TransactionLogException {
        try (TransactionLogWriter writer = TransactionLogs.at(address).write(table.content(), replacing)) {
            for (AddFile file : table.files()) {
                writer.add(file);
            }
            writer.commit();
        }
    }

    static Whole read(DeltaSqlAddress address) throws TransactionLogException {
        try (TransactionLogReader reader = TransactionLogs.at(address).read()) {
            List<AddFile> files = new ArrayList<>();
            reader.forEachFile(files::add);
            return new Whole(new TableContent(reader.state(), reader.transactions(), reader.domainMetadata()), files);
        }
    }

    static void assertSame(Whole found, Whole expected) {
        assertThat(found.content()).isEqualTo(expected.content());
        assertThat(found.files()).containsExactlyInAnyOrderElementsOf(expected.files());
    }

    /** Every golden table that can be read, as Delta Kernel replays it. */
    private static final class Golden {

        private static final Map<String, Whole> TABLES = tables();

        private static Map<String, Whole> tables() {
            Map<String, Whole> tables = new TreeMap<>();
            for (Path path : GoldenTables.tables()) {
                try {
                    tables.put(GoldenTables.folder().relativize(path).toString(), replayed(path));
                } catch (UnreadableTableException refused) {
                    // What nobody can read is not exported either.
                }
            }
            return Collections.unmodifiableMap(tables);
        }

        private static Whole replayed(Path path) {
            KernelTable kernel = KernelTable.open(path.toString());
            List<AddFile> files = kernel.files();
            long bytes = files.stream().mapToLong(AddFile::size).sum();
            TableState state = new TableState(
                    kernel.version(),
                    kernel.timestamp(),
                    path.toString(),
                    kernel.protocol(),
                    kernel.metadata(),
                    files.size(),
                    bytes);
            return new Whole(
                    new TableContent(
                            state,
                            kernel.transactions().stream()
                                    .sorted((one, other) -> one.appId().compareTo(other.appId()))
                                    .toList(),
                            kernel.domainMetadata().stream()
                                    .sorted((one, other) -> one.domain().compareTo(other.domain()))
                                    .toList()),
                    files);
        }
    }

    @Test
    void everyGoldenTableIsReadBackAsKernelReplaysIt() throws Exception {
        GoldenTables.folder();
        assertThat(Golden.TABLES).hasSizeGreaterThan(80);
        for (Map.Entry<String, Whole> table : Golden.TABLES.entrySet()) {
            write(address(table.getKey()), table.getValue(), false);
        }
        for (Map.Entry<String, Whole> table : Golden.TABLES.entrySet()) {
            assertSame(read(address(table.getKey())), table.getValue());
        }
    }

    @Test
    void everyFieldSurvives() throws Exception {
        TableContent plain = whole(7, List.of(RICH)).content();
        Whole rich = new Whole(
                new TableContent(
                        plain.state(),
                        List.of(SetTransaction.of("Stream/1", Long.MAX_VALUE, null), (SetTransaction) ActionJson.read(
                                "{\"txn\":{\"appId\":\"stream\",\"version\":-1,\"lastUpdated\":5,\"more\":true}}")),
                        List.of(
                                (DomainMetadata)
                                        ActionJson.read(
                                                "{\"domainMetadata\":{\"domain\":\"ünser\",\"configuration\":\"{}\",\"removed\":false,\"x\":1}}"))),
                List.of(RICH));
        DeltaSqlAddress address = address("schön 'n' \"gut\"/x?");
        write(address, rich, false);
        assertSame(read(address), rich);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 99, 100, 101, 2_345})
    void filesAreWrittenInBatchesAndNoneIsMissed(int count) throws Exception {
        Whole table = whole(count, files(count));
        write(address("batch" + count), table, false);
        assertSame(read(address("batch" + count)), table);
    }

    @Test
    void whatIsThereIsReplacedOnlyWhenAsked() throws Exception {
        Whole neighbour = whole(1, files(3));
        write(address("neighbour"), neighbour, false);
        write(address("twice"), whole(1, files(2)), false);
        assertThatThrownBy(() -> write(address("twice"), whole(2, files(5)), false))
                .isInstanceOf(TransactionLogException.class)
                .hasMessageContaining("is there already")
                .hasMessageContaining("--replace");
        assertSame(read(address("twice")), whole(1, files(2)));

        write(address("twice"), whole(2, files(5)), true);
        assertSame(read(address("twice")), whole(2, files(5)));
        assertSame(read(address("neighbour")), neighbour);
    }

    @Test
    void whatIsNotCommittedWasNeverThere() throws Exception {
        write(address("before"), whole(1, files(2)), false);
        try (TransactionLogWriter writer =
                TransactionLogs.at(address("before")).write(whole(2, List.of()).content(), true)) {
            for (AddFile file : files(1_200)) {
                writer.add(file);
            }
        }
        assertSame(read(address("before")), whole(1, files(2)));
    }

    @Test
    void aStreamThatEndsEarlyIsNoTable() throws Exception {
        write(address("anchor"), whole(1, List.of()), false);
        assertThatThrownBy(
                        () -> write(address("cut"), new Whole(whole(1, files(4)).content(), files(3)), false))
                .hasMessageContaining("3 files of 3 bytes came, of 4 files of 6 bytes");
        assertThatThrownBy(() -> read(address("cut")))
                .isInstanceOf(TransactionLogException.class)
                .hasMessageContaining("leads to no table: there are [")
                .hasMessageContaining("anchor");
    }

    @Test
    void noMoreConnectionsThanAllowed() throws Exception {
        write(address("few"), whole(1, files(1)), false);
        TransactionLogs logs = TransactionLogs.at(address("few", "pool_size=1&connect_timeout=1"));
        try (TransactionLogReader reader = logs.read()) {
            assertThatThrownBy(logs::read).hasMessageContaining("pool_size");
            assertThat(reader.state().version()).isOne();
        }
        try (TransactionLogReader reader = logs.read()) {
            assertThat(reader.state().files()).isOne();
        }
        for (int again = 0; again < 2; again++) {
            // A failure gives its place back.
            assertThatThrownBy(() -> logs.write(whole(2, List.of()).content(), false))
                    .hasMessageContaining("is there already");
        }
    }
}
