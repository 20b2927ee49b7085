package io.weir.metadata.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataServer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The log of a table that tracks its rows, held against what the protocol promises of row ids, whoever wrote it. */
public final class RowIdHistory {

    private final Map<String, Given> byPath = new HashMap<>();
    private final List<Given> given = new ArrayList<>();
    private long mark = -1;

    /** The ids of a file's rows, and the version that gave them. */
    private record Given(String path, long first, long rows, long version) {

        long last() {
            return first + rows - 1;
        }
    }

    /** Checks every version of a table; the ids that were given, and how many files got some. */
    public static RowIdHistory check(MetadataServer server, String table) {
        RowIdHistory history = new RowIdHistory();
        server.get("/api/v1/tables/" + table + "/changes?from=0", "Accept", "application/x-ndjson")
                .expect(200)
                .text()
                .lines()
                .map(MetadataServer.JSON::readTree)
                .forEach(history::commit);
        history.nothingIsGivenTwice();
        return history;
    }

    /** Up to where ids are given. */
    public long mark() {
        return mark;
    }

    /** How many files got ids. */
    public int files() {
        return given.size();
    }

    private void commit(JsonNode commit) {
        long version = commit.get("version").longValue();
        long before = mark;
        for (JsonNode action : commit.get("actions")) {
            JsonNode domain = action.path("domainMetadata");
            if (domain.path("domain").asString("").equals("delta.rowTracking")) {
                mark = MetadataServer.JSON
                        .readTree(domain.get("configuration").stringValue())
                        .get("rowIdHighWaterMark")
                        .longValue();
                assertThat(mark).as("mark of version " + version).isGreaterThan(before);
            }
        }
        for (JsonNode action : commit.get("actions")) {
            if (action.has("add")) {
                add(action.get("add"), version, before);
            } else if (action.has("remove")) {
                remove(action.get("remove"), version);
            }
        }
    }

    private void add(JsonNode add, long version, long before) {
        String path = add.get("path").stringValue();
        String at = path + " in version " + version;
        assertThat(add.path("baseRowId").isIntegralNumber()).as(at).isTrue();
        long first = add.get("baseRowId").longValue();
        long since = add.get("defaultRowCommitVersion").longValue();
        Given known = byPath.get(path);
        if (known != null) {
            assertThat(first).as(at).isEqualTo(known.first());
            assertThat(since).as(at).isEqualTo(known.version());
            return;
        }
        long rows = MetadataServer.JSON
                .readTree(add.get("stats").stringValue())
                .get("numRecords")
                .longValue();
        Given fresh = new Given(path, first, rows, version);
        assertThat(first).as(at).isGreaterThan(before);
        assertThat(fresh.last()).as(at).isLessThanOrEqualTo(mark);
        assertThat(since).as(at).isEqualTo(version);
        byPath.put(path, fresh);
        given.add(fresh);
    }

    private void remove(JsonNode remove, long version) {
        String path = remove.get("path").stringValue();
        String at = path + " removed in version " + version;
        assertThat(remove.path("baseRowId").asLong(-2))
                .as(at)
                .isEqualTo(byPath.get(path).first());
        assertThat(remove.path("defaultRowCommitVersion").asLong(-2))
                .as(at)
                .isEqualTo(byPath.get(path).version());
    }

    private void nothingIsGivenTwice() {
        List<Given> sorted = new ArrayList<>(given);
        sorted.sort(Comparator.comparingLong(Given::first).thenComparingLong(Given::rows));
        for (int index = 1; index < sorted.size(); index++) {
            assertThat(sorted.get(index).first())
                    .as("%s and %s", sorted.get(index - 1), sorted.get(index))
                    .isGreaterThan(sorted.get(index - 1).last());
        }
    }
}
