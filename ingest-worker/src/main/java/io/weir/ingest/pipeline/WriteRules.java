package io.weir.ingest.pipeline;

import io.weir.ingest.pipeline.WriteOptions.WriteMode;
import io.weir.ingest.sink.Validity;
import io.weir.support.problem.FieldProblem;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a way to write must keep. */
final class WriteRules {

    private static final int MOST_KEYS = 32;
    private static final String MODES = "APPEND, UPSERT, CDC or SCD2";

    private final List<FieldProblem> problems;

    WriteRules(List<FieldProblem> problems) {
        this.problems = problems;
    }

    void check(PipelineDefinition definition) {
        WriteOptions write = definition.write();
        if (write == null) {
            return;
        }
        if (write.mode() == null) {
            add("write.mode", "is missing", null, MODES);
        } else if (write.appends()) {
            ofNoUse("write.keys", write.keys(), "UPSERT, CDC or SCD2");
            ofNoUse("write.sequenceBy", write.sequenceBy(), "UPSERT, CDC or SCD2");
        } else {
            merging(write, definition.target());
        }
        if (write.keepsVersions()) {
            versions(write, Objects.requireNonNullElse(definition.columns(), List.of()));
        }
        deletions(write, Objects.requireNonNullElse(definition.format(), RecordFormat.JSON));
    }

    private void merging(WriteOptions write, @Nullable PipelineTarget target) {
        if (target != null && target.delta() != null) {
            add(
                    "write.mode",
                    "is not for Delta tables",
                    String.valueOf(write.mode()),
                    "APPEND, or a target that is a warehouse alone");
        }
        List<String> keys = write.keyColumns();
        if (keys.isEmpty() || keys.size() > MOST_KEYS) {
            add("write.keys", "are none or too many", Integer.toString(keys.size()), "1 to " + MOST_KEYS + " columns");
        }
        for (int index = 0; index < keys.size(); index++) {
            named("write.keys[" + index + "]", keys.get(index));
        }
        if (keys.stream().distinct().count() < keys.size()) {
            add("write.keys", "has a column twice", keys.toString(), "each column once");
        }
        if (write.sequenceBy() != null) {
            named("write.sequenceBy", write.sequenceBy());
        }
    }

    private void versions(WriteOptions write, List<DeclaredColumn> columns) {
        if (write.sequenceBy() == null) {
            add("write.sequenceBy", "is missing", null, "the column that says from when on a record holds");
        } else if (write.keyColumns().contains(write.sequenceBy())) {
            add("write.sequenceBy", "is one of the keys", write.sequenceBy(), "a column that is no key");
        }
        for (int index = 0; index < columns.size(); index++) {
            DeclaredColumn column = columns.get(index);
            String name = column == null ? null : column.name();
            if (name != null && Validity.COLUMNS.stream().anyMatch(name::equalsIgnoreCase)) {
                add("columns[" + index + "].name", "is written by mode SCD2 itself", name, "another name");
            }
        }
    }

    private void deletions(WriteOptions write, RecordFormat format) {
        if (!write.mayDelete()) {
            ofNoUse("write.deletedBy", write.deletedBy(), "CDC or SCD2");
        } else if (write.deletedBy() != null) {
            named("write.deletedBy", write.deletedBy());
        } else if (write.mode() == WriteMode.CDC && format != RecordFormat.DEBEZIUM) {
            add("write.deletedBy", "is missing", null, "the column that says which records delete");
        }
    }

    private void named(String field, @Nullable String column) {
        if (column == null || column.isBlank()) {
            add(field, "is empty", column, "the name of a column");
        }
    }

    private void ofNoUse(String field, @Nullable Object value, String modes) {
        if (value != null) {
            add(field, "is of no use without mode " + modes, value.toString(), "nothing, or mode " + modes);
        }
    }

    private void add(String field, String message, @Nullable String found, String allowed) {
        problems.add(new FieldProblem(field, message, found, allowed));
    }
}
