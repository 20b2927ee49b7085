package io.weir.standalone.streamduck;

import io.weir.standalone.cli.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir check-credentials}: really connects, and writes nothing. */
@Command(
        name = "check-credentials",
        header = "Signs in at every hub and opens every database that the variables of StreamDuck name.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  weir check-credentials",
            "  weir check-credentials -e production.env --json",
            "",
            "Exit code 0 only if all of them let us in. See also: weir validate-config --show-rbac"
        })
public final class CheckCredentialsCommand implements Callable<Integer> {

    @Mixin
    private EnvironmentFlags flags = new EnvironmentFlags();

    @Option(names = "--json", description = "Print one JSON array.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<Finding> findings = flags.require().mappings().parallelStream()
                .flatMap(mapping -> Stream.of(new HubCheck(mapping).look(), new TableCheck(mapping).look()))
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(findings));
        } else {
            findings.forEach(found -> out.printf(
                    "  %s %s %-5s  %s: %s%n",
                    found.ok() ? "✓" : "✗", found.number(), found.kind(), found.where(), found.detail()));
        }
        out.flush();
        return findings.stream().allMatch(Finding::ok) ? 0 : 1;
    }
}
