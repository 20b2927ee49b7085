package io.weir.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.store.StoreAddress;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchLimitsTest {

    private static final PipelineStores STORES = new PipelineStores(name -> Optional.of(
            name.equals("duck")
                    ? new StoreAddress(name, StoreAddress.MOTHERDUCK, Map.of("database", "lake", "token", "env:TOKEN"))
                    : new StoreAddress(name, StoreAddress.DUCKDB, Map.of("path", "lake.duckdb"))));

    private static PipelineDefinition into(PipelineTarget target) {
        return DefinitionBuilder.named("orders").into(target).build();
    }

    @ParameterizedTest
    @CsvSource({"duck, 122880, 60000", "file, 983040, 1000"})
    void batchesAreAsLargeAndAsOldAsTheirWarehouseLikesThem(String store, int rows, long waitMillis) {
        BatchLimits limits = STORES.defaultLimits(
                into(new PipelineTarget(new PipelineTarget.WarehouseTarget(store, "orders"), null)));

        assertThat(limits.rows()).isEqualTo(rows);
        assertThat(limits.waitMillis()).isEqualTo(waitMillis);
    }

    @Test
    void withoutAWarehouseTheyAreTheUsualOnes() {
        assertThat(STORES.defaultLimits(into(null))).isEqualTo(BatchLimits.DEFAULT);
    }

    @Test
    void whatIsSaidHolds() {
        assertThat(new BatchLimits(null, 7L, null).or(BatchLimits.IN_MOTHERDUCK))
                .isEqualTo(new BatchLimits(122_880, 7L, 60_000L));
    }

    /** Of 122,880 rows a core, and an eighth of that to spare. */
    @ParameterizedTest
    @CsvSource({"212, 2, 506880", "212, 4, 506880", "212, 1, 629760", "300, 2, 261120", "600, 1, 138240"})
    void aBatchEndsWhereEachCoreHasWholeRowGroupsAndMoreWouldBeTooMuch(int recordBytes, int cores, int rows) {
        assertThat(fillsCores(rows - 1, recordBytes, cores)).isFalse();
        assertThat(fillsCores(rows, recordBytes, cores)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"60, 2, 983040", "2000, 2, 67000", "212, 32, 630000"})
    void whereWholeRowGroupsFitOrNoneDoTheLimitsAloneHold(int recordBytes, int cores, int mostRows) {
        for (int rows = 1; rows <= mostRows; rows++) {
            assertThat(fillsCores(rows, recordBytes, cores)).isFalse();
        }
    }

    private static boolean fillsCores(int rows, long recordBytes, int cores) {
        return BatchLimits.DEFAULT.fillsCores(rows, rows * recordBytes, cores);
    }
}
