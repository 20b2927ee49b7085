package io.weir.delta.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.delta.action.AddFile;
import io.weir.delta.action.FileStatistics;
import io.weir.test.GoldenTables;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What Kernel says of the Delta project's example tables, read through {@link KernelTable}. */
class GoldenKernelTablesTest {

    @Test
    void rowsOfEveryReadableTableAreCounted() {
        int tables = 0;
        Set<String> unreadable = new TreeSet<>();
        for (Path path : GoldenTables.tables()) {
            try {
                KernelTable table = KernelTable.open(path.toString());
                List<AddFile> files = table.files();
                assertThat(table.fileCount()).isEqualTo(files.size());
                assertThat(table.metadata().schemaString()).isEqualTo(table.schemaString());
                long rows = table.countRows();
                if (files.stream().allMatch(GoldenKernelTablesTest::hasRecords)) {
                    assertThat(rows)
                            .as("%s", path)
                            .isEqualTo(files.stream()
                                    .mapToLong(GoldenKernelTablesTest::rows)
                                    .sum());
                }
                tables++;
            } catch (UnreadableTableException refused) {
                unreadable.add(path.getFileName() + ": " + refused.getMessage());
            }
        }
        // The others lack a schema, a protocol, a version, or the data files that their log names.
        assertThat(tables).isEqualTo(90);
        assertThat(unreadable)
                .hasSize(17)
                .allMatch(message -> message.contains(": Delta Kernel cannot read the table at "));
    }

    private static boolean hasRecords(AddFile file) {
        return FileStatistics.parse(file.stats(), "stats").numRecords() != null;
    }

    private static long rows(AddFile file) {
        Long records = FileStatistics.parse(file.stats(), "stats").numRecords();
        return (records == null ? 0 : records)
                - (file.deletionVector() == null ? 0 : file.deletionVector().cardinality());
    }
}
