package io.weir.test.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/** A page of objects with a prefix, in the order of their names; those with a delimiter behind it count once, together. */
final class GoogleListing {

    private final NavigableMap<String, Stored> objects;
    private final List<String> items = new ArrayList<>();
    private final List<String> folders = new ArrayList<>();

    GoogleListing(NavigableMap<String, Stored> objects) {
        this.objects = objects;
    }

    Answer of(Call call) {
        String prefix = call.parameter("prefix");
        String delimiter = call.parameter("delimiter");
        int limit = Integer.parseInt(call.parameter("maxResults", "1000"));
        String group = "";
        String next = "";
        int count = 0;
        String from = call.parameter("pageToken", call.parameter("startOffset"));
        for (Map.Entry<String, Stored> entry : objects.tailMap(from, true).entrySet()) {
            String name = entry.getKey();
            int end = delimiter.isEmpty() ? -1 : name.indexOf(delimiter, prefix.length());
            String shared = end < 0 ? "" : name.substring(0, end + 1);
            if (!name.startsWith(prefix) || (end >= 0 && shared.equals(group))) {
                continue;
            }
            if (count == limit) {
                next = name;
                break;
            }
            group = shared;
            count++;
            if (shared.isEmpty()) {
                items.add(item(name, entry.getValue()));
            } else {
                folders.add(quoted(shared));
            }
        }
        return Answer.json(
                200,
                "{" + (next.isEmpty() ? "" : "\"nextPageToken\": " + quoted(next) + ", ") + "\"items\": ["
                        + String.join(", ", items) + "], \"prefixes\": [" + String.join(", ", folders) + "]}");
    }

    private static String item(String name, Stored object) {
        return "{\"name\": " + quoted(name) + ", \"size\": \"" + object.content().length + "\", \"updated\": \""
                + object.modified() + "\", \"generation\": \"" + object.generation() + "\"}";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
