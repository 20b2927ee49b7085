package io.weir.standalone.drill;

import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.cli.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
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
            "  weir drill --upgrade-from ../weir-0.1",
            "                        all replicas begin as that build and become this one, go back, and come again",
            "",
            "It needs 6 GB of memory. A drill that is not ok leaves its folder, with the logs, and says where it is.",
            "Exit code: 0 only if nothing is lost or there twice, and 99.9 % of calls were answered."
        })
public final class DrillCommand implements Callable<Integer> {

    @Option(
            names = "--upgrade-from",
            paramLabel = "PATH",
            description = "An earlier build, to upgrade from in place of faults: its weir.jar, or its folder.")
    private @Nullable Path earlier;

    @Option(names = "--brief", description = "Only every other fault; of an upgrade the way there, and one host back.")
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
        Build build = earlier == null ? Build.own() : Build.earlier(earlier);
        try (Hosts hosts = new Hosts(home, build)) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> hosts.replicas().forEach(Replica::close)));
            hosts.start();
            Drill drill = new Drill(home, hosts, messages);
            if (earlier == null) {
                return told(drill.run(new Faults(hosts.replicas(), brief)), OptionalLong.empty());
            }
            Upgrade upgrade = new Upgrade(hosts, build, brief);
            return told(drill.run(upgrade), OptionalLong.of(upgrade.migrations()));
        } catch (SQLException failed) {
            throw new CommandFailure("PostgreSQL does not start: " + failed.getMessage(), failed);
        }
    }

    private boolean told(DrillSummary summary, OptionalLong migrations) {
        CommandLine command = spec.commandLine();
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>(summary.json());
            migrations.ifPresent(count -> object.put("migrations", count));
            command.getOut().println(Json.text(object));
            command.getOut().flush();
        }
        PrintWriter words = json ? command.getErr() : command.getOut();
        summary.print(words);
        migrations.ifPresent(count -> words.println("  " + count + " migrations between the builds"));
        words.flush();
        return summary.ok();
    }
}
