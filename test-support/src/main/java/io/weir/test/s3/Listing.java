package io.weir.test.s3;

import java.util.Map;
import java.util.NavigableMap;

/** A page of the keys with a prefix, in their order; those with a delimiter behind it count once, together. */
final class Listing {

    private static final String MOST = "1000";

    private final NavigableMap<String, Stored> objects;
    private final StringBuilder entries = new StringBuilder();
    private String group = "";
    private String last = "";
    private int count;

    Listing(NavigableMap<String, Stored> objects) {
        this.objects = objects;
    }

    Answer of(Call call) {
        if (!call.asks("list-type")) {
            return Answer.error(501, "NotImplemented");
        }
        String prefix = call.parameter("prefix");
        String delimiter = call.parameter("delimiter");
        int limit = Math.min(Integer.parseInt(call.parameter("max-keys", MOST)), Integer.parseInt(MOST));
        String after = call.parameter("continuation-token", call.parameter("start-after"));
        boolean isCut = false;
        for (Map.Entry<String, Stored> entry : objects.tailMap(after, false).entrySet()) {
            String key = entry.getKey();
            int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
            String shared = end < 0 ? "" : key.substring(0, end + 1);
            if (!key.startsWith(prefix) || (end >= 0 && (shared.equals(group) || after.startsWith(shared)))) {
                continue;
            }
            if (count == limit) {
                isCut = true;
                break;
            }
            add(key, entry.getValue(), shared);
        }
        return Answer.xml("<ListBucketResult><IsTruncated>" + isCut + "</IsTruncated><KeyCount>" + count + "</KeyCount>"
                + (isCut ? element("NextContinuationToken", last) : "") + entries + "</ListBucketResult>");
    }

    private void add(String key, Stored object, String shared) {
        group = shared;
        last = key;
        count++;
        entries.append(
                shared.isEmpty()
                        ? "<Contents>" + element("Key", key)
                                + element("LastModified", object.modified().toString())
                                + element("ETag", object.tag())
                                + element("Size", Integer.toString(object.content().length)) + "</Contents>"
                        : "<CommonPrefixes>" + element("Prefix", shared) + "</CommonPrefixes>");
    }

    private static String element(String name, String text) {
        return "<" + name + ">" + Answer.escaped(text) + "</" + name + ">";
    }
}
