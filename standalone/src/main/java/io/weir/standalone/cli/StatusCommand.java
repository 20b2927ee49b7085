package io.weir.standalone.cli;

import io.weir.standalone.configuration.Setting;
import io.weir.standalone.platform.PlatformStatus;
import io.weir.standalone.platform.PlatformStatus.PartStatus;
import io.weir.standalone.platform.UnreadableFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir status}: exit code 0 only if everything is up. */
@Command(
        name = "status",
        header = "Prints what runs on a data folder, and where it answers.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  weir status",
            "  weir status --data-dir /var/lib/weir --json",
            "",
            "Exit code 0 only if every part is UP."
        })
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private PlatformFlags flags = new PlatformFlags();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path dataDir = Path.of(flags.settings().get(Setting.DATA_DIR).text())
                .toAbsolutePath()
                .normalize();
        PlatformStatus status = status(dataDir);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(status));
        } else if (status.running()) {
            Table table = new Table("PART", "STATE", "ADDRESS");
            for (PartStatus part : status.parts()) {
                table.row(part.part(), part.state(), part.address());
            }
            table.print(out);
        } else {
            spec.commandLine().getErr().println("weir: nothing runs on " + dataDir + "; start it with: weir up");
        }
        return status.up() ? 0 : 1;
    }

    private static PlatformStatus status(Path dataDir) {
        try {
            return PlatformStatus.of(dataDir);
        } catch (IOException unreadable) {
            throw UnreadableFolder.of(dataDir, unreadable);
        }
    }
}
