package io.weir.standalone.cli;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir version}. */
@Command(
        name = "version",
        header = "Prints the version of Weir and of Java.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  weir version --json"})
final class VersionCommand implements Runnable {

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(Map.of(
                    "version", Version.ofThisBuild(), "java", Runtime.version().toString())));
        } else {
            for (String line : new Version().getVersion()) {
                out.println(line);
            }
        }
    }
}
