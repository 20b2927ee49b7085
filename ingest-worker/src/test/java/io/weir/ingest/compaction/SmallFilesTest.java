package io.weir.ingest.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.deltasink.TableFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SmallFilesTest {

    private static final long TARGET = 1000;

    private int modified;

    private TableFile file(long bytes) {
        return file("f" + modified, bytes, Map.of(), true);
    }

    private TableFile file(String name, long bytes, Map<String, String> partition, boolean isWhole) {
        return new TableFile(Path.of("/lake", name), name, bytes, modified++, Map.copyOf(partition), isWhole, null);
    }

    private static SmallFiles of(List<TableFile> files) {
        SmallFiles small = new SmallFiles(TARGET);
        files.forEach(small::offer);
        return small;
    }

    private static List<List<Long>> sizes(List<List<TableFile>> due) {
        return due.stream()
                .map(files -> files.stream().map(TableFile::bytes).toList())
                .toList();
    }

    @Test
    void filesAreLeftAloneUntilThereAreEnough() {
        assertThat(of(List.of(file(10), file(10), file(10))).due(4)).isEmpty();
        assertThat(sizes(of(List.of(file(10), file(10), file(10), file(10))).due(4)))
                .containsExactly(List.of(10L, 10L, 10L, 10L));
        assertThat(sizes(of(List.of(file(10), file(20))).all())).containsExactly(List.of(10L, 20L));
        assertThat(of(List.of(file(10))).all()).isEmpty();
    }

    @Test
    void whatIsLargeOrNotWholeOrOutsideStaysAsItIs() {
        SmallFiles small = of(List.of(
                file(TARGET / 2),
                file("dv", 10, Map.of(), false),
                file("file:///elsewhere/x.parquet", 10, Map.of(), true),
                file(TARGET / 2 - 1)));

        assertThat(small.count()).isEqualTo(1);
    }

    @Test
    void partitionsStayApart() {
        List<List<TableFile>> due = of(List.of(
                        file("a1", 10, Map.of("day", "1"), true),
                        file("b1", 10, Map.of("day", "2"), true),
                        file("a2", 10, Map.of("day", "1"), true),
                        file("b2", 10, Map.of("day", "2"), true),
                        file("c1", 10, Map.of("day", "3"), true)))
                .due(2);

        assertThat(due.stream().map(files -> files.stream().map(TableFile::name).toList()))
                .containsExactlyInAnyOrder(List.of("a1", "a2"), List.of("b1", "b2"));
    }

    @Test
    void noFileIsLargerThanWhatIsAimedAtAndTimesStayTogether() {
        List<List<TableFile>> all = of(List.of(file(400), file(30), file(400), file(300), file(20), file(499)))
                .all();

        assertThat(sizes(all)).containsExactly(List.of(400L, 30L, 400L), List.of(300L, 20L, 499L));
    }

    /** What was put together waits for as much again: in all, few times are rows written. */
    @Test
    void rowsAreWrittenSeldom() {
        List<TableFile> table = new ArrayList<>();
        long written = 0;
        int most = 0;
        int batches = 4000;
        for (int batch = 0; batch < batches; batch++) {
            table.add(file(1));
            most = Math.max(most, table.size());
            for (List<TableFile> together : of(table).due(10)) {
                long bytes = together.stream().mapToLong(TableFile::bytes).sum();
                table.removeAll(together);
                table.add(file(bytes));
                written += bytes;
            }
        }

        assertThat(written).as("rows written, of " + batches).isLessThan(batches * 8L);
        assertThat(most).as("files at once").isLessThan(10 + 10 + 2 * batches / (int) TARGET);
        assertThat(table.stream().mapToLong(TableFile::bytes).sum()).isEqualTo(batches);
    }

    @Test
    void oneStatementReadsNotTooMany() {
        List<TableFile> files =
                IntStream.range(0, 2500).mapToObj(any -> file(0)).toList();

        assertThat(of(files).all().stream().map(List::size)).containsExactly(1000, 1000, 500);
    }
}
