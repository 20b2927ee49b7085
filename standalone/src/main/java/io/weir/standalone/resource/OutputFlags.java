package io.weir.standalone.resource;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** How a command prints its result; use it as a picocli mixin. */
final class OutputFlags {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default: table).")
    private OutputFormat format = OutputFormat.TABLE;

    @Option(names = "--json", description = "The same as --output json.")
    private boolean json;

    void print(JsonNode value, List<String> columns, PrintWriter out) {
        (json ? OutputFormat.JSON : format).print(value, columns, out);
        out.flush();
    }
}
