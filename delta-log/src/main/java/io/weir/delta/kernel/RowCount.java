package io.weir.delta.kernel;

import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.BinaryType;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts rows by reading them with Kernel. */
record RowCount(Engine engine, Snapshot snapshot) {

    long count() throws IOException {
        Scan scan = snapshot.getScanBuilder().withReadSchema(narrowest()).build();
        Row state = scan.getScanState(engine);
        long rows = 0;
        try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine)) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> files = batches.next().getRows()) {
                    while (files.hasNext()) {
                        rows += countFile(state, files.next());
                    }
                }
            }
        }
        return rows;
    }

    private long countFile(Row state, Row file) throws IOException {
        long rows = 0;
        CloseableIterator<ColumnarBatch> physical = engine.getParquetHandler()
                .readParquetFiles(
                        Utils.singletonCloseableIterator(InternalScanFileUtils.getAddFileStatus(file)),
                        ScanStateRow.getPhysicalDataReadSchema(state),
                        Optional.empty())
                .map(FileReadResult::getData);
        try (CloseableIterator<FilteredColumnarBatch> logical =
                Scan.transformPhysicalData(engine, state, file, physical)) {
            while (logical.hasNext()) {
                rows += selected(logical.next());
            }
        }
        return rows;
    }

    private static long selected(FilteredColumnarBatch batch) {
        int size = batch.getData().getSize();
        @Nullable ColumnVector selection = batch.getSelectionVector().orElse(null);
        if (selection == null) {
            return size;
        }
        long rows = 0;
        for (int row = 0; row < size; row++) {
            rows += !selection.isNullAt(row) && selection.getBoolean(row) ? 1 : 0;
        }
        return rows;
    }

    /** A schema of the one column that is least work to read; of none if the table has nothing but partition columns. */
    private StructType narrowest() {
        List<String> partitions = snapshot.getPartitionColumnNames();
        return snapshot.getSchema().fields().stream()
                .filter(field -> partitions.stream().noneMatch(field.getName()::equalsIgnoreCase))
                .min(Comparator.comparingInt(RowCount::work))
                .map(field -> new StructType(List.<StructField>of(field)))
                .orElseGet(StructType::new);
    }

    private static int work(StructField field) {
        DataType type = field.getDataType();
        if (type instanceof BooleanType) {
            return 0;
        }
        if (type instanceof StringType || type instanceof BinaryType || type instanceof DecimalType) {
            return 2;
        }
        return type instanceof io.delta.kernel.types.BasePrimitiveType ? 1 : 3;
    }
}
