package io.weir.delta.storage.google;

import io.weir.delta.InvalidActionException;
import io.weir.delta.json.DeltaJson;
import io.weir.delta.storage.StoredObject;
import io.weir.delta.storage.rest.RestListing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A page of a listing out of Google's JSON. */
final class GoogleListing {

    private GoogleListing() {}

    static RestListing read(byte[] json) throws IOException {
        try {
            JsonNode page = DeltaJson.parse(new String(json, StandardCharsets.UTF_8), "listing");
            List<StoredObject> objects = new ArrayList<>();
            for (JsonNode item : page.path("items")) {
                objects.add(new StoredObject(
                        item.path("name").stringValue(),
                        Long.parseLong(item.path("size").stringValue()),
                        OffsetDateTime.parse(item.path("updated").stringValue()).toInstant(),
                        item.path("generation").asString("")));
            }
            List<String> folders = new ArrayList<>();
            for (JsonNode folder : page.path("prefixes")) {
                folders.add(folder.stringValue());
            }
            return new RestListing(objects, folders, page.path("nextPageToken").asString(""));
        } catch (InvalidActionException
                | NumberFormatException
                | DateTimeException
                | tools.jackson.core.JacksonException malformed) {
            throw new IOException("the listing is not as Google writes them: " + malformed.getMessage(), malformed);
        }
    }
}
