package io.weir.standalone.drill;

import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.cli.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir drill}: kills, freezes and rolls each replica of each service in turn, under load, and counts. */
@Command(
        name = "drill",
        header = "Kills, freezes and rolls each of two replicas of every service under load, and counts.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  weir drill            24 faults, some five minutes on an idle machine",
            "  weir drill --brief    12 faults: each service meets each, one of its replicas",
            "  weir drill --json     one JSON object on stdout; all else goes to stderr",
            "",
            "It needs 6 GB of memory. A drill that is not ok leaves its folder, with the logs, and says where it is.",
            "Exit code: 0 only if nothing is lost or there twice, and 99.9 % of calls were answered."
        })
public final class DrillCommand implements Callable<Integer> {

    @Option(names = "--brief", description = "Only every other fault.")
    private boolean brief;

    @Option(names = "--json", description = "Print the result as one JSON object; all else goes to stderr.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("weir-drill-").toRealPath();
        PrintWriter messages = spec.commandLine().getErr();
        boolean ok = false;
        try {
            ok = drill(home, messages);
            return ok ? 0 : 1;
        } finally {
            if (ok) {
                FileSystemUtils.deleteRecursively(home);
            } else {
                messages.println("  the folder: " + home);
                messages.flush();
            }
        }
    }

    private boolean drill(Path home, PrintWriter messages) throws IOException, InterruptedException {
        try (Hosts hosts = new Hosts(home)) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> hosts.replicas().forEach(Replica::close)));
            hosts.start();
            DrillSummary summary = new Drill(home, hosts, messages).run(brief);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(Json.text(summary.json()));
                out.flush();
            }
            summary.print(json ? messages : out);
            return summary.ok();
        } catch (SQLException failed) {
            throw new CommandFailure("PostgreSQL does not start: " + failed.getMessage(), failed);
        }
    }
}
