package io.weir.ingest.deltasink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class MemoryDeltaTablesTest extends ClusteringContract {

    @TempDir
    Path folder;

    private @Nullable MemoryDeltaTables tables;

    /** Who dies after the commit cannot know of it, and who dies before leaves a file that belongs to nothing. */
    @Test
    void whoeverDiesAroundTheCommitLosesNoRowAndDoublesNone() throws SQLException {
        write("{\"a\":1}", "{\"a\":2}");
        for (MemoryDeltaTables.When boundary : MemoryDeltaTables.When.values()) {
            tables().interfere((name, when) -> {
                if (when == boundary) {
                    throw new DeltaException("away", new IllegalStateException());
                }
            });
            assertThatThrownBy(() -> rewrite(found())).isExactlyInstanceOf(DeltaException.class);
            assertThat(rows()).containsExactly("1", "2");
            assertThat(filesOf(found())).hasSize(boundary == MemoryDeltaTables.When.BEFORE ? 2 : 1);
        }
        tables().interfere((name, when) -> {});
        write("{\"a\":3}");

        rewrite(found());

        assertThat(rows()).containsExactly("1", "2", "3");
        assertThat(JsonMapper.shared().readTree(tables().statistics(table).get(0)))
                .isEqualTo(JsonMapper.shared().readTree("""
                        {"numRecords": 3, "minValues": {"a": 1}, "maxValues": {"a": 3}, "nullCount": {"a": 0}}"""));
    }

    @Override
    protected List<String> boundsOf(TableFile file) {
        return tables().statistics(table).stream()
                .map(JsonMapper.shared()::readTree)
                .flatMap(told -> told.get("minValues").propertyNames().stream())
                .toList();
    }

    @Override
    protected MemoryDeltaTables tables() {
        if (tables == null) {
            tables = new MemoryDeltaTables(folder);
        }
        return tables;
    }
}
