package io.weir.test.s3;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.NavigableMap;

/** A page of blobs with a prefix, in the order of their names; those with a delimiter behind it count once, together. */
final class BlobListing {

    private final NavigableMap<String, Stored> objects;
    private final StringBuilder entries = new StringBuilder();

    BlobListing(NavigableMap<String, Stored> objects) {
        this.objects = objects;
    }

    Answer of(Call call) {
        String prefix = call.parameter("prefix");
        String delimiter = call.parameter("delimiter");
        int limit = Integer.parseInt(call.parameter("maxresults", "5000"));
        String group = "";
        String next = "";
        int count = 0;
        for (Map.Entry<String, Stored> entry :
                objects.tailMap(first(call), true).entrySet()) {
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
            add(name, shared, entry.getValue());
        }
        return Answer.xml("<EnumerationResults><Blobs>" + entries + "</Blobs>" + element("NextMarker", next)
                + "</EnumerationResults>");
    }

    /** By a version of before the name to begin at is passed over. */
    private static String first(Call call) {
        String marker = call.parameter("marker");
        String version = call.header("x-ms-version");
        String from = version == null || version.compareTo(AzureServer.NEWEST) < 0 ? "" : call.parameter("startFrom");
        return marker.compareTo(from) < 0 ? from : marker;
    }

    private void add(String name, String shared, Stored blob) {
        boolean folder = name.endsWith("/");
        entries.append(
                !shared.isEmpty() && !folder
                        ? "<BlobPrefix>" + element("Name", shared) + "</BlobPrefix>"
                        : "<Blob>" + element("Name", folder ? name.substring(0, name.length() - 1) : name)
                                + "<Properties>"
                                + element(
                                        "Last-Modified",
                                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                                blob.modified().atOffset(ZoneOffset.UTC)))
                                + element("Content-Length", Integer.toString(blob.content().length))
                                + element("Etag", blob.tag().replace("\"", ""))
                                + (folder ? element("ResourceType", "directory") : "") + "</Properties></Blob>");
    }

    private static String element(String name, String text) {
        return "<" + name + ">" + Answer.escaped(text) + "</" + name + ">";
    }
}
