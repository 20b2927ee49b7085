package io.weir.standalone.cli;

import io.weir.standalone.configuration.Value;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weir config}. */
@Command(
        name = "config",
        header = "Shows settings.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = ConfigCommand.Show.class,
        footer = {"", "Example:", "  weir config show"})
final class ConfigCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? Try: weir config show");
    }

    /** One setting as {@code --json} prints it. */
    record Row(String setting, String value, String origin, String environment, String description) {

        static Row of(Value value) {
            return new Row(
                    value.setting().key(),
                    value.shown(),
                    value.origin().label(),
                    value.setting().environmentName(),
                    value.setting().description());
        }
    }

    /** {@code weir config show}. */
    @Command(
            name = "show",
            header = "Prints every setting, its value and where it comes from; secrets are masked.",
            mixinStandardHelpOptions = true,
            footer = {"", "Examples:", "  weir config show", "  WEIR_PORT=9000 weir config show --json"})
    static final class Show implements Runnable {

        @Mixin
        private PlatformFlags flags = new PlatformFlags();

        @Option(names = "--json", description = "Print one JSON array.")
        private boolean json;

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Override
        public void run() {
            PrintWriter out = spec.commandLine().getOut();
            List<Row> rows = flags.settings().all().stream().map(Row::of).toList();
            if (json) {
                out.println(Json.text(rows));
                return;
            }
            Table table = new Table("SETTING", "VALUE", "ORIGIN", "ENVIRONMENT");
            rows.forEach(row -> table.row(row.setting(), row.value(), row.origin(), row.environment()));
            table.print(out);
        }
    }
}
