package io.weir.standalone.cli;

import io.weir.standalone.ask.AskCommand;
import io.weir.standalone.bench.BenchCommand;
import io.weir.standalone.delta.DiffCommand;
import io.weir.standalone.delta.DiscoverCommand;
import io.weir.standalone.delta.ExportCommand;
import io.weir.standalone.delta.ImportCommand;
import io.weir.standalone.delta.ShowCommand;
import io.weir.standalone.delta.VacuumCommand;
import io.weir.standalone.demo.DemoCommand;
import io.weir.standalone.drill.DrillCommand;
import io.weir.standalone.drill.ServeCommand;
import io.weir.standalone.monitor.MonitorCommand;
import io.weir.standalone.resource.ApplyCommand;
import io.weir.standalone.resource.ResourceCommand;
import io.weir.standalone.resource.ResourceKind;
import io.weir.standalone.soak.SoakCommand;
import io.weir.standalone.streamduck.CheckCredentialsCommand;
import io.weir.standalone.streamduck.RunCommand;
import io.weir.standalone.streamduck.ValidateConfigCommand;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code weir} command, which does nothing without one of its subcommands. */
@Command(
        name = "weir",
        header = "Streams in, tables out, exactly once.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  weir demo                    start everything and move 100,000 events from Kafka to tables",
            "  weir soak --minutes 10       kill it again and again, and prove that nothing was lost",
            "  weir drill --brief           kill, freeze and roll each of two replicas of every service",
            "  weir up --port 9000          start everything, the gateway on port 9000",
            "  weir status --json           what runs, and where",
            "  weir monitor                 how fast pipelines are, and how far behind",
            "  weir import /data/orders orders   take over a Delta table that is there already",
            "  weir stores list -o yaml     the stores; also topics, tables, pipelines, runs, tokens …",
            "  weir apply -f lake.yaml      make all that a file says",
            "  weir run -e .env             what ran with StreamDuck, on Weir",
            "  weir ask \"What is late?\"     a knowledge agent of Databricks",
            "  weir config show             every setting and where it comes from",
            "",
            "Settings come from the command line, the environment, .env, weir.yaml and defaults, in that order.",
            "Exit codes: 0 success, 1 failure, 2 wrong usage."
        })
public final class WeirCommand implements Runnable {

    private static final List<Class<?>> COMMANDS = List.of(
            DemoCommand.class,
            AskCommand.class,
            BenchCommand.class,
            SoakCommand.class,
            DrillCommand.class,
            ServeCommand.class,
            UpCommand.class,
            StatusCommand.class,
            ImportCommand.class,
            DiffCommand.class,
            DiscoverCommand.class,
            ExportCommand.class,
            VacuumCommand.class,
            ShowCommand.class,
            ConfigCommand.class,
            CompletionCommand.class,
            ApplyCommand.class,
            RunCommand.class,
            ValidateConfigCommand.class,
            CheckCredentialsCommand.class,
            MonitorCommand.class,
            VersionCommand.class,
            RehearseCommand.class);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private WeirCommand() {}

    /** The whole command line, ready to run. */
    public static CommandLine commandLine() {
        return commandLine(COMMANDS, kind -> true);
    }

    /**
     * The command line as far as these arguments need it: to know all commands takes longer than many a command does, and so does to
     * know what can be done with resources, which is read from the API document.
     */
    public static CommandLine commandLine(String... arguments) {
        List<String> words = List.of(arguments);
        boolean all = words.contains("completion");
        String first = words.isEmpty() ? "" : words.get(0);
        List<Class<?>> only = COMMANDS.stream()
                .filter(command -> nameOf(command).equals(first))
                .toList();
        return commandLine(all || only.isEmpty() ? COMMANDS : only, kind -> all || words.contains(kind.label()));
    }

    private static String nameOf(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    private static CommandLine commandLine(List<Class<?>> commands, Predicate<ResourceKind> isNeeded) {
        CommandLine commandLine = new CommandLine(new WeirCommand());
        commands.forEach(commandLine::addSubcommand);
        for (ResourceKind kind : ResourceKind.values()) {
            commandLine.addSubcommand(ResourceCommand.of(kind, isNeeded.test(kind)));
        }
        commandLine.setParameterExceptionHandler(new UsageFailures());
        commandLine.setExecutionExceptionHandler(new CommandFailures());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        return commandLine;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? See: weir --help");
    }
}
