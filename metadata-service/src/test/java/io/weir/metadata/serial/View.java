package io.weir.metadata.serial;

import static java.util.stream.Collectors.toSet;

import io.weir.metadata.MetadataServer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A table at a version, as a reader sees it. */
record View(
        String table, long version, Set<DataFile> files, JsonNode metadata, JsonNode protocol, Map<String, Long> txns) {

    static View read(MetadataServer server, String table) {
        return at(server, table, "");
    }

    static View at(MetadataServer server, String table, long version) {
        return at(server, table, "?version=" + version);
    }

    /** The files of the version that the snapshot was of, whatever happens between the two requests. */
    private static View at(MetadataServer server, String table, String query) {
        String path = "/api/v1/tables/" + table;
        JsonNode snapshot = server.get(path + "/snapshot" + query).expect(200).json();
        long version = snapshot.get("version").longValue();
        Set<DataFile> files = server.get(path + "/files?version=" + version, "Accept", "application/x-ndjson")
                .expect(200)
                .text()
                .lines()
                .map(line -> DataFile.of(MetadataServer.JSON.readTree(line)))
                .collect(toSet());
        Map<String, Long> txns = new HashMap<>();
        snapshot.get("transactions")
                .forEach(txn -> txns.put(
                        txn.get("appId").stringValue(), txn.get("version").longValue()));
        return new View(table, version, files, snapshot.get("metadata"), snapshot.get("protocol"), txns);
    }
}
