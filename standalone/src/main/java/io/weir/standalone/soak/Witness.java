package io.weir.standalone.soak;

import io.weir.client.api.LineageApi;
import io.weir.client.api.MirrorApi;
import io.weir.client.api.TablesApi;
import io.weir.client.model.Run;
import io.weir.client.model.RunList;
import io.weir.client.model.Table;
import io.weir.standalone.demo.Gateway;
import io.weir.standalone.demo.Patience;
import io.weir.standalone.demo.Snapshots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the platform, while it still answers, for what it says of itself. */
final class Witness {

    private static final String NAMESPACE = "weir";
    private static final int PAGE = 100;
    /** The mirror and lineage hear of a commit a moment later; after a kill, of some thousand. */
    private static final Patience AFTER_COMMIT = new Patience(Duration.ofMinutes(2), Duration.ofMillis(250));

    private final Gateway gateway;
    private final String name;

    /** @param name of the pipeline and its table */
    Witness(Gateway gateway, String name) {
        this.gateway = gateway;
        this.name = name;
    }

    /** The Delta table, when all its versions are in the mirror, or two minutes have passed. */
    Snapshots snapshots() {
        MirrorApi mirrors = new MirrorApi(gateway.client());
        AFTER_COMMIT.look(
                () -> gateway.call("reading the mirror", () -> mirrors.getMirror(name)),
                status -> status.getBacklog() == 0);
        Table table = gateway.call("reading table " + name, () -> new TablesApi(gateway.client()).getTable(name));
        return new Snapshots(gateway, table);
    }

    /** All runs of the pipeline, when all have ended, or two minutes have passed. */
    List<Run> runs() {
        return AFTER_COMMIT.look(
                this::look, runs -> !runs.isEmpty() && runs.stream().allMatch(run -> run.getEndedAt() != null));
    }

    private List<Run> look() {
        LineageApi lineage = new LineageApi(gateway.client());
        List<Run> all = new ArrayList<>();
        @Nullable String token = null;
        do {
            String from = token;
            RunList page = gateway.call(
                    "reading the pipeline's runs", () -> lineage.listRuns(NAMESPACE, name, PAGE, from, null));
            all.addAll(page.getItems());
            token = page.getNextPageToken();
        } while (token != null);
        return all;
    }
}
