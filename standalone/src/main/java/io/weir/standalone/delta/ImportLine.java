package io.weir.standalone.delta;

import io.weir.client.model.ImportOperation;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is printed of an import. */
record ImportLine(
        String table,
        String location,
        String state,
        long firstVersion,
        long lastVersion,
        @Nullable Long importedVersion,
        long files,
        List<String> warnings,
        @Nullable String code,
        @Nullable String detail) {

    static ImportLine of(ImportOperation operation) {
        return new ImportLine(
                operation.getTable(),
                operation.getLocation(),
                String.valueOf(operation.getState()),
                operation.getFirstVersion(),
                operation.getLastVersion(),
                operation.getImportedVersion(),
                operation.getFiles(),
                Objects.requireNonNullElse(operation.getWarnings(), List.of()),
                operation.getCode(),
                operation.getDetail());
    }

    void print(PrintWriter out) {
        String versions = "versions " + firstVersion + " to " + lastVersion;
        switch (state) {
            case "PLANNED" -> out.println(table + ": would import " + versions + " from " + location);
            case "SUCCEEDED" -> out.println(table + ": imported " + versions + ", " + files + " live files");
            default -> out.println(table + ": stopped, " + code + ": " + detail);
        }
        warnings.forEach(warning -> out.println("  warning: " + warning));
    }
}
