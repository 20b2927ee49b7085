package io.weir.standalone.resource;

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

    /** The command with its verbs. */
    public static CommandLine of(ResourceKind kind) {
        CommandLine command = new CommandLine(new ResourceCommand(kind));
        String verbs = kind.isChangeable() ? "Lists, gets, creates and deletes " : "Lists and gets ";
        command.getCommandSpec().name(kind.label()).usageMessage().header(verbs + kind.label() + ".");
        command.addSubcommand(new ListCommand(kind));
        command.addSubcommand(new GetCommand(kind));
        if (kind.isChangeable()) {
            command.addSubcommand(kind == ResourceKind.SECRETS ? new CreateSecretCommand() : new CreateCommand(kind));
            command.addSubcommand(new DeleteCommand(kind));
        }
        if (kind == ResourceKind.TABLES) {
            command.addSubcommand(new DroppedCommand());
            command.addSubcommand(new UndropCommand());
        }
        if (kind == ResourceKind.SECRETS) {
            command.addSubcommand(new UpdateSecretCommand());
            command.addSubcommand(new RotateSecretsCommand());
        }
        return command;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? See: weir " + kind.label() + " --help");
    }
}
