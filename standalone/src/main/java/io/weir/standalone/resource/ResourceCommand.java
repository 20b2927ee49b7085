package io.weir.standalone.resource;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weir stores} and the like, which do nothing without a verb. */
@Command(mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
public final class ResourceCommand implements Runnable {

    private final ResourceKind kind;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private ResourceCommand(ResourceKind kind) {
        this.kind = kind;
    }

    /** The command, with or without its verbs: those that the API document has, and those that take a secret's value. */
    public static CommandLine of(ResourceKind kind, boolean withVerbs) {
        CommandLine command = new CommandLine(new ResourceCommand(kind));
        command.getCommandSpec()
                .name(kind.label())
                .usageMessage()
                .header("What can be done with " + (kind == ResourceKind.AUDIT ? "the audit log" : kind.label()) + ".");
        if (withVerbs) {
            addVerbs(kind, command);
        }
        return command;
    }

    private static void addVerbs(ResourceKind kind, CommandLine command) {
        Map<String, Operation> verbs = Verbs.of(kind, ApiDocument.ofClient());
        verbs.forEach((verb, operation) -> command.addSubcommand(OperationCommand.of(kind, verb, operation)));
        if (verbs.containsKey("get")) {
            command.addSubcommand(ExistsCommand.of(kind, verbs.get("get")));
        }
        if (kind == ResourceKind.SECRETS) {
            command.addSubcommand(new CreateSecretCommand());
            command.addSubcommand(new UpdateSecretCommand());
            command.addSubcommand(new RotateSecretsCommand());
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? See: weir " + kind.label() + " --help");
    }
}
