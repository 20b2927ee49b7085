package io.weir.standalone.monitor;

import io.weir.standalone.demo.Gateway;
import io.weir.standalone.demo.Terminal;
import io.weir.standalone.resource.Connection;
import io.weir.standalone.resource.ConnectionFlags;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weir monitor}: a board that is drawn anew on a terminal, and lines elsewhere. */
@Command(
        name = "monitor",
        header = "Shows what the pipelines do: rates, how far they are behind, dead letters, states.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  weir monitor",
            "  weir monitor --every 10 >> pipelines.log",
            "  weir monitor --times 2 --every 5          two looks, then end",
            "",
            "LAG is in events that are there and not taken yet; BEHIND is how long the oldest of them waits, as far as this",
            "command has watched. Ctrl-C ends it."
        })
public final class MonitorCommand implements Callable<Integer> {

    private static final String FROM_THE_TOP = "\033[H\033[2J";

    @Mixin
    private ConnectionFlags flags = new ConnectionFlags();

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "How often to look (default: 2).")
    private int seconds;

    @Option(names = "--times", paramLabel = "N", description = "End after so many looks (default: at Ctrl-C).")
    private int times = Integer.MAX_VALUE;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (seconds < 1 || times < 1) {
            throw new ParameterException(spec.commandLine(), "--every and --times must be 1 or more");
        }
        Connection connection = flags.connection();
        PipelineLooks looks = new PipelineLooks(new Gateway(connection.gateway(), connection::sign));
        PrintWriter out = spec.commandLine().getOut();
        boolean terminal = Terminal.onStandardOutput();
        Board board = new Board();
        for (int look = 1; look <= times; look++) {
            board.add(looks.all());
            out.print(terminal ? FROM_THE_TOP : "");
            board.print(out);
            out.flush();
            if (look < times) {
                TimeUnit.SECONDS.sleep(seconds);
            }
        }
        return 0;
    }
}
