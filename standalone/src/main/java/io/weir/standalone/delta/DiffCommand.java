package io.weir.standalone.delta;

import io.weir.client.api.MirrorApi;
import io.weir.client.model.MirrorReport;
import io.weir.client.model.MirrorStatus;
import io.weir.client.model.VersionRangeRequest;
import io.weir.standalone.cli.Json;
import io.weir.standalone.demo.Gateway;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir diff}: exit code 0 if mirror and catalog say the same, 2 if they do not, 3 if the mirror is behind. */
@Command(
        name = "diff",
        header = "Compares a table's log files with the catalog.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = 1,
        footer = {
            "",
            "Examples:",
            "  weir diff orders",
            "  weir diff orders --lag-threshold-seconds 60 --format prometheus",
            "",
            "Exit codes: 0 equal, 1 failure or wrong usage, 2 different, 3 behind."
        })
public final class DiffCommand implements Callable<Integer> {

    @Mixin
    private ServerFlags server = new ServerFlags();

    @Parameters(paramLabel = "TABLE", description = "Its name in the catalog.")
    private String table = "";

    @Option(
            names = "--lag-threshold-seconds",
            paramLabel = "N",
            description = "How old the oldest unpublished version may be (default: 0).")
    private double lagThreshold;

    @Option(
            names = "--max-drift-files",
            paramLabel = "N",
            description = "How many log files may be missing or different (default: 0).")
    private int maxDriftFiles;

    @Option(names = "--format", description = "HUMAN (default), JSON or PROMETHEUS.")
    private OutputFormat format = OutputFormat.HUMAN;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        requireNotNegative("--lag-threshold-seconds", lagThreshold);
        requireNotNegative("--max-drift-files", maxDriftFiles);
        Gateway gateway = server.gateway();
        MirrorApi mirrors = new MirrorApi(gateway.client());
        MirrorStatus status = gateway.call("diff " + table, () -> mirrors.getMirror(table));
        Difference difference = Difference.of(status, reports(gateway, mirrors), lagThreshold, maxDriftFiles);
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case HUMAN -> difference.print(out);
            case JSON -> out.println(Json.text(difference));
            case PROMETHEUS -> difference.printMetrics(out);
        }
        return difference.exitCode();
    }

    /** Of a long log a request looks at some versions, and says where the next goes on; so it does of a long replay. */
    private List<MirrorReport> reports(Gateway gateway, MirrorApi mirrors) {
        List<MirrorReport> reports = new ArrayList<>();
        @Nullable Long next = null;
        do {
            VersionRangeRequest part = new VersionRangeRequest().fromVersion(next);
            MirrorReport report = gateway.call("diff " + table, () -> mirrors.verifyMirror(table, part));
            reports.add(report);
            next = report.getNextVersion();
            Long replayed = report.getReplayedFiles();
            if (replayed != null) {
                spec.commandLine()
                        .getErr()
                        .printf(Locale.ROOT, "weir: %s is replayed, %,d files read so far%n", table, replayed);
            }
        } while (next != null);
        return reports;
    }

    private void requireNotNegative(String option, double value) {
        if (!(value >= 0)) {
            throw new ParameterException(spec.commandLine(), option + " is " + value + "; allowed: 0 or more");
        }
    }
}
