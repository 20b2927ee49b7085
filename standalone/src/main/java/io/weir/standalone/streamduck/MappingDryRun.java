package io.weir.standalone.streamduck;

import io.weir.client.api.PipelinesApi;
import io.weir.client.model.DryRun;
import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.cli.Table;
import io.weir.standalone.demo.Gateway;
import io.weir.standalone.platform.Platform;
import io.weir.standalone.platform.PlatformOptions;
import io.weir.standalone.platform.Ports;
import io.weir.standalone.port.FreePort;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/** Shows what rows some real events would be, with a platform of its own in a folder that is gone afterwards. */
final class MappingDryRun {

    private static final int EVENTS = 100;
    private static final int WAIT_MILLIS = 20_000;
    private static final int SHOWN = 5;
    private static final int WIDEST = 60;
    private static final List<String> COLUMNS =
            List.of("partition_id", "sequence_number", "enqueued_time", "event_body");

    private final StreamDuckEnvironment environment;
    private final PlatformOptions options;
    private final PrintWriter out;

    MappingDryRun(StreamDuckEnvironment environment, PlatformOptions options, PrintWriter out) {
        this.environment = environment;
        this.options = options;
        this.out = out;
    }

    /** The exit code: 0 only if every hub could be read. */
    int run() throws IOException {
        Path folder = Files.createTempDirectory("weir-dry-run-");
        try (Platform platform = Platform.start(options.apart(folder, FreePort.row(Ports.COUNT)))) {
            Gateway gateway = new Gateway(platform.addresses());
            boolean ok = true;
            for (Mapping mapping : environment.mappings()) {
                ok &= show(mapping, gateway);
            }
            out.println("Nothing was written.");
            return ok ? 0 : 1;
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private boolean show(Mapping mapping, Gateway gateway) {
        String where = "  " + mapping.source().hub() + " → " + mapping.target().table() + "  ";
        try {
            MappingSetup setup = new MappingSetup(gateway, environment);
            setup.stores(mapping);
            DryRun seen = gateway.call("reading hub " + mapping.source().hub(), () -> new PipelinesApi(gateway.client())
                    .dryRunPipeline(
                            PipelineRequests.of(mapping, environment.knobs(), environment.control()),
                            EVENTS,
                            WAIT_MILLIS));
            out.printf(
                    "%s%,d events read, %,d would be rows, %,d dead letters%n",
                    where, seen.getReceived(), seen.getWritten(), seen.getDeadLettered());
            table(seen.getRows()).print(out);
            return true;
        } catch (CommandFailure failed) {
            out.println(where + failed.getMessage());
            return false;
        } finally {
            out.flush();
        }
    }

    private static Table table(List<Map<String, Object>> rows) {
        Table table = new Table(COLUMNS.toArray(String[]::new));
        rows.stream()
                .limit(SHOWN)
                .forEach(row -> table.row(
                        COLUMNS.stream().map(column -> cell(row.get(column))).toArray(String[]::new)));
        return table;
    }

    private static String cell(@org.jspecify.annotations.Nullable Object value) {
        String text = String.valueOf(value).replaceAll("\\s+", " ");
        return text.length() > WIDEST ? text.substring(0, WIDEST - 1) + "…" : text;
    }
}
