package io.weir.standalone;

import io.weir.standalone.cli.WeirCommand;

/** The {@code weir} program. */
public final class Weir {

    private Weir() {}

    /** Runs one command and ends the process with its exit code: 0 success, 1 failure, 2 wrong usage. */
    public static void main(String[] arguments) {
        System.exit(WeirCommand.commandLine(arguments).execute(arguments));
    }
}
