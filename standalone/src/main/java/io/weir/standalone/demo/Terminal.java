package io.weir.standalone.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether somebody watches. */
public final class Terminal {

    private static final Path STANDARD_INPUT = Path.of("/proc/self/fd/0");
    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private Terminal() {}

    /** Whether stderr is a terminal; {@code false} where the system does not tell by a path. */
    static boolean onStandardError() {
        return isTerminal(STANDARD_ERROR);
    }

    /** The same of stdout. */
    public static boolean onStandardOutput() {
        return isTerminal(STANDARD_OUTPUT);
    }

    /** The same of stdin. */
    public static boolean onStandardInput() {
        return isTerminal(STANDARD_INPUT);
    }

    private static boolean isTerminal(Path descriptor) {
        try {
            return Files.isSymbolicLink(descriptor)
                    && Files.readSymbolicLink(descriptor).toString().matches("/dev/(pts/|tty).*");
        } catch (IOException unknown) {
            return false;
        }
    }
}
