package io.weir.standalone.resource;

import io.weir.standalone.cli.CommandFailure;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a secret's value comes from: never from an argument, which every user of the machine can read in a list of processes. */
final class SecretFlags {

    private static final Path STANDARD_INPUT = Path.of("-");

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "What holds the value; - is standard input (default: standard input, of which a terminal"
                    + " shows nothing). A line end at its end is not taken.")
    private @Nullable Path file;

    /** Whether a file was named. */
    boolean isFile() {
        return file != null;
    }

    /**
     * The value.
     *
     * @throws CommandFailure where it cannot be read, or is none; without any part of it
     */
    String value() {
        Console terminal = file == null ? System.console() : null;
        String value = terminal == null ? read(file == null ? STANDARD_INPUT : file) : typed(terminal);
        if (value.isEmpty()) {
            throw new CommandFailure("there is no value: name a file that holds it with -f, or pipe it in");
        }
        return value;
    }

    private static String typed(Console terminal) {
        char[] typed = terminal.readPassword("Value: ");
        return typed == null ? "" : new String(typed);
    }

    private static String read(Path from) {
        try {
            byte[] bytes = from.equals(STANDARD_INPUT) ? System.in.readAllBytes() : Files.readAllBytes(from);
            return new String(bytes, StandardCharsets.UTF_8).replaceFirst("\r?\n\\z", "");
        } catch (NoSuchFileException absent) {
            throw new CommandFailure(from + " is not there", absent);
        } catch (IOException unreadable) {
            throw new CommandFailure(from + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }
}
