package io.weir.ingest.pipeline;

import io.weir.ingest.decode.ValueType;
import io.weir.ingest.deltasink.PartitionValue;
import io.weir.support.problem.FieldProblem;
import java.util.List;
import java.util.Map;

/** What the columns that a Delta table is partitioned by must keep: a table is made with them, so they must be known before. */
final class PartitionRules {

    private static final String TYPES = "VARCHAR, BOOLEAN, a whole number, DECIMAL, DATE or a timestamp";

    private final List<FieldProblem> problems;

    PartitionRules(List<FieldProblem> problems) {
        this.problems = problems;
    }

    void check(PipelineDefinition definition) {
        PipelineTarget target = definition.target();
        if (target == null
                || target.delta() == null
                || target.delta().partitioningColumns().isEmpty()) {
            return;
        }
        ListedColumns columns =
                new ListedColumns("target.delta.partitionBy", target.delta().partitioningColumns(), problems);
        boolean sound = problems.isEmpty();
        columns.checkNames();
        if (!MadeColumns.areKnown(definition)) {
            columns.add(columns.field(), "needs columns that are known", null, "columns that are declared");
        } else if (sound && problems.isEmpty()) {
            partitions(columns, MadeColumns.written(definition).columns().fields());
        }
    }

    private static void partitions(ListedColumns columns, Map<String, ValueType> known) {
        columns.requireAmong(known.keySet());
        for (int index = 0; index < columns.columns().size(); index++) {
            ValueType type = known.get(columns.columns().get(index));
            if (type != null && !PartitionValue.isOf(type)) {
                columns.add(columns.at(index), "has a type that tables are not partitioned by", type.sql(), TYPES);
            }
        }
        if (known.size() <= columns.columns().size()) {
            columns.add(columns.field(), "leaves no column for the files", null, "fewer than all columns");
        }
    }
}
