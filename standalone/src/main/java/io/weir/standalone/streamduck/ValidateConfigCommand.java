package io.weir.standalone.streamduck;

import io.weir.standalone.cli.Json;
import io.weir.standalone.cli.Refusal;
import io.weir.standalone.cli.Table;
import io.weir.standalone.configuration.Fault;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir validate-config}: asks nobody, only reads. */
@Command(
        name = "validate-config",
        header = "Reads the variables of StreamDuck and says what they mean, and all that is wrong with them.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  weir validate-config",
            "  weir validate-config -e production.env --show-rbac",
            "  weir validate-config -e production.env --json",
            "",
            "Exit code 0 only if weir run would take them. See also: weir check-credentials"
        })
public final class ValidateConfigCommand implements Callable<Integer> {

    @Mixin
    private EnvironmentFlags flags = new EnvironmentFlags();

    @Option(names = "--show-rbac", description = "Print the rights that Azure and MotherDuck have to give, too.")
    private boolean showRights;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        StreamDuckEnvironment environment = flags.read();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(EnvironmentDocument.of(environment, showRights)));
            return environment.faults().isEmpty() ? 0 : 1;
        }
        environment.warnings().forEach(warning -> spec.commandLine().getErr().println("weir: warning: " + warning));
        if (!environment.faults().isEmpty()) {
            throw new Refusal(environment.faults().stream().map(Fault::sentence).toList());
        }
        mappings(environment).print(out);
        if (showRights) {
            out.println();
            rights(environment).print(out);
        }
        return 0;
    }

    private static Table mappings(StreamDuckEnvironment environment) {
        Table table = new Table("N", "EVENT HUB", "GROUP", "TARGET", "BATCH", "BEGINS");
        for (Mapping mapping : environment.mappings()) {
            HubSource source = mapping.source();
            table.row(
                    mapping.number(),
                    source.address(),
                    source.consumerGroup(),
                    mapping.target().address(),
                    Integer.toString(mapping.batch()),
                    source.start().kind().name());
        }
        return table;
    }

    private static Table rights(StreamDuckEnvironment environment) {
        Table table = new Table("N", "RIGHT", "ON", "FOR");
        for (Mapping mapping : environment.mappings()) {
            Right.of(mapping).forEach(right -> table.row(mapping.number(), right.name(), right.on(), right.purpose()));
        }
        return table;
    }
}
