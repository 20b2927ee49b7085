package io.weir.metadata.importing;

import io.weir.metadata.table.TableHead;
import java.util.List;
import java.util.stream.Collectors;

/** One table's line in the document. */
record ConformanceRow(String table, boolean imported, String versions, String files, String protocol, String outcome) {

    static ConformanceRow refused(String table, String code, String detail) {
        String reason = detail.lines().findFirst().orElse("").replaceFirst("[,;] (found|allowed).*", "");
        return new ConformanceRow(table, false, "", "", "", "refused: `" + code + "`, " + reason);
    }

    static ConformanceRow imported(String table, long first, TableHead head, int unreadable, String protocol) {
        String versions = first == head.version() ? Long.toString(first) : first + "–" + head.version();
        String outcome = unreadable == 0
                ? "equal"
                : "equal; Kernel does not read " + unreadable + " of the versions of the original";
        return new ConformanceRow(
                table, true, versions, Long.toString(head.totals().files()), protocol, outcome);
    }

    static String document(List<ConformanceRow> rows) {
        long imported = rows.stream().filter(ConformanceRow::imported).count();
        return """
                # Conformance

                The Delta project's own example tables, imported and compared at every version: Postgres' snapshot, Delta
                Kernel's replay of the original log, and Delta Kernel's replay of the mirror that Weir wrote. *Equal* means
                that protocol, metadata, live files with their deletion vectors and statistics, application transactions and
                domain metadata are the same in all three, and that each log file of the mirror has the original's bytes.
                What is refused, Kernel refuses as well.

                Written by `GoldenConformanceTest`, which fails when an outcome changes.

                %d tables: %d imported, %d refused.

                | table | versions | live files at the last | protocol | outcome |
                |---|---|---|---|---|
                """.formatted(rows.size(), imported, rows.size() - imported)
                + rows.stream().map(ConformanceRow::line).collect(Collectors.joining());
    }

    private String line() {
        return "| " + String.join(" | ", table, versions, files, protocol, outcome) + " |\n";
    }
}
