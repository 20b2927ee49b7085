package io.weir.standalone.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What options of a command may be, where their types do not say it. */
public final class Usage {

    private Usage() {}

    /**
     * Requires of an option's value what {@code allowed} says.
     *
     * @throws ParameterException unless it is {@code possible}: wrong usage, in one line that names the option and both
     */
    public static void require(boolean possible, CommandSpec spec, String option, String allowed, Object found) {
        if (!possible) {
            throw new ParameterException(spec.commandLine(), option + " must be " + allowed + ", not " + found);
        }
    }
}
