package io.weir.metadata.importing;

import static org.awaitility.Awaitility.await;

import io.weir.metadata.MetadataServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Imports by HTTP. */
public record ImportRequests(MetadataServer server) {

    MetadataServer.Answer order(String table, Object location, Object... options) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("location", location.toString());
        for (int index = 0; index < options.length; index += 2) {
            body.put(options[index].toString(), options[index + 1]);
        }
        return server.post(path(table), body);
    }

    /** Orders an import and waits until it has ended, well or not. */
    public JsonNode run(String table, Object location, Object... options) {
        order(table, location, options).expect(202);
        return ended(table);
    }

    JsonNode ended(String table) {
        await().pollInterval(Duration.ofMillis(5)).until(() -> !state(table).equals("RUNNING"));
        return server.get(path(table)).expect(200).json();
    }

    private String state(String table) {
        return server.get(path(table)).expect(200).json().get("state").stringValue();
    }

    static String path(String table) {
        return "/api/v1/tables/" + table + "/import";
    }
}
