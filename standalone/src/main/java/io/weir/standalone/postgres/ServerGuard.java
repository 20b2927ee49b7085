package io.weir.standalone.postgres;

import java.io.IOException;
import java.util.List;

/**
 * Stops the server when this process is gone, however it ended: a shell that waits for the end of its input, which the
 * system closes with us, and then asks the server for a fast shutdown. It knows the server by its process id alone, so it
 * can never stop a later one.
 */
final class ServerGuard {

    private static final String WAIT_AND_STOP = "trap '' INT TERM HUP; while read -r _; do :; done; kill -INT \"$1\"";

    private final Process shell;

    private ServerGuard(Process shell) {
        this.shell = shell;
    }

    static ServerGuard watch(ProcessHandle server) throws IOException {
        List<String> command = List.of("sh", "-c", WAIT_AND_STOP, "weir-guard", Long.toString(server.pid()));
        Process shell = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new ServerGuard(shell);
    }

    /** Ends the guard itself; to be called when the server is down. */
    void close() {
        shell.destroyForcibly();
    }
}
