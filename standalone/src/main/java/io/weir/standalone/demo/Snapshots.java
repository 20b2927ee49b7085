package io.weir.standalone.demo;

import io.weir.client.api.TablesApi;
import io.weir.client.model.FilePage;
import io.weir.client.model.Table;
import io.weir.client.model.TableSnapshot;
import io.weir.delta.action.AddFile;
import io.weir.delta.kernel.KernelTable;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Puts SQL's view of a Delta table's version beside Kernel's. */
public final class Snapshots {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PAGE = 1000;

    private final Gateway gateway;
    private final TablesApi tables;
    private final String table;
    private final String path;

    public Snapshots(Gateway gateway, Table table) {
        this.gateway = gateway;
        this.tables = new TablesApi(gateway.client());
        this.table = table.getName();
        this.path = localPath(table.getLocation());
    }

    private static String localPath(String location) {
        return location.startsWith("file:") ? Path.of(URI.create(location)).toString() : location;
    }

    /** Where Kernel reads the table. */
    public String path() {
        return path;
    }

    /** SQL's latest version beside the one that Kernel takes for the latest. */
    public SnapshotPair head() {
        return new SnapshotPair(sql(null), kernel(KernelTable.open(path)));
    }

    SnapshotPair at(long version) {
        return new SnapshotPair(sql(version), kernel(KernelTable.open(path, version)));
    }

    private SnapshotView sql(@Nullable Long version) {
        TableSnapshot snapshot =
                gateway.call("reading a snapshot of " + table, () -> tables.getSnapshot(table, version, null));
        Object schema = ((Map<?, ?>) snapshot.getMetadata()).get("schemaString");
        return new SnapshotView(
                snapshot.getVersion(),
                files(snapshot.getVersion()),
                canonical(String.valueOf(schema)),
                snapshot.getRows());
    }

    private Set<String> files(long version) {
        Set<String> paths = new HashSet<>();
        @Nullable String token = null;
        do {
            String from = token;
            FilePage page = gateway.call(
                    "listing files of " + table, () -> tables.listFiles(table, version, null, null, null, PAGE, from));
            for (Object file : page.getItems()) {
                paths.add(String.valueOf(((Map<?, ?>) file).get("path")));
            }
            token = page.getNextPageToken();
        } while (token != null);
        return paths;
    }

    private static SnapshotView kernel(KernelTable kernel) {
        return new SnapshotView(
                kernel.version(),
                kernel.files().stream().map(AddFile::path).collect(Collectors.toSet()),
                canonical(kernel.schemaString()),
                kernel.countRows());
    }

    /** The same text for the same JSON, whatever the order of its fields. */
    private static String canonical(String schema) {
        return JSON.writeValueAsString(sorted(JSON.readValue(schema, Object.class)));
    }

    private static Object sorted(Object json) {
        if (json instanceof Map<?, ?> object) {
            Map<String, Object> ordered = new TreeMap<>();
            object.forEach((key, value) -> ordered.put(String.valueOf(key), value == null ? "" : sorted(value)));
            return ordered;
        }
        if (json instanceof Iterable<?> list) {
            List<Object> all = new ArrayList<>();
            list.forEach(value -> all.add(sorted(value)));
            return all;
        }
        return json;
    }
}
