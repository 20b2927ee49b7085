package io.weir.standalone.cli;

import io.weir.standalone.configuration.ConfigurationException;
import io.weir.standalone.platform.PlatformException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * Answers a command's failure with one line on stderr and exit code 1; the stack trace goes to the log file. What has no cause
 * is said all by its lines and has none, and where there is no data folder none is made for it.
 */
final class CommandFailures implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        PrintWriter err = command.getErr();
        if (failure instanceof Refusal refusal) {
            refusal.lines().forEach(line -> err.println("weir: " + line));
            err.flush();
            return CommandLine.ExitCode.SOFTWARE;
        }
        Path folder = dataFolder(command);
        // Who asks a platform elsewhere has no data folder, and shall not find one beside other files.
        if (isExplained(failure) && (failure.getCause() == null || !Files.isDirectory(folder))) {
            err.println("weir: " + message(failure));
            err.flush();
            return CommandLine.ExitCode.SOFTWARE;
        }
        err.println("weir: " + message(failure) + " (" + details(folder.resolve("logs/weir.log"), failure) + ")");
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static boolean isExplained(Exception failure) {
        return failure instanceof CommandFailure
                || failure instanceof PlatformException
                || failure instanceof ConfigurationException;
    }

    private static String message(Exception failure) {
        String text = isExplained(failure)
                ? String.valueOf(failure.getMessage())
                : "this should not have happened: " + failure;
        return text.lines().findFirst().orElse(text);
    }

    private static Path dataFolder(CommandLine command) {
        return mixins(command.getCommandSpec())
                .filter(PlatformFlags.class::isInstance)
                .map(PlatformFlags.class::cast)
                .map(PlatformFlags::dataDir)
                .findFirst()
                .orElse(Path.of(".weir"));
    }

    /** Those within others too. */
    private static Stream<Object> mixins(CommandSpec spec) {
        return spec.mixins().values().stream()
                .flatMap(mixin -> Stream.concat(Stream.of(mixin.userObject()), mixins(mixin)));
    }

    /** Writes the stack trace, and says where it is or why it is not there. */
    private static String details(Path log, Exception failure) {
        try {
            append(log, failure);
            return "details: " + log;
        } catch (IOException unwritable) {
            return "details could not be written to " + log + ": "
                    + unwritable.getClass().getSimpleName();
        }
    }

    private static void append(Path log, Exception failure) throws IOException {
        StringWriter stack = new StringWriter();
        failure.printStackTrace(new PrintWriter(stack, true));
        Files.createDirectories(log.toAbsolutePath().getParent());
        Files.writeString(log, Instant.now() + " " + stack, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
