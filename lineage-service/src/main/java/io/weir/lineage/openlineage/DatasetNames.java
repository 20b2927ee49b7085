package io.weir.lineage.openlineage;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** OpenLineage's naming of datasets, so that the same place has the same name whoever speaks of it. */
public final class DatasetNames {

    /** The namespace of names that say nothing about a place, as in a table's short name. */
    public static final String HOME = "weir";

    private static final List<String> S3 = List.of("s3://", "s3a://", "s3n://");
    private static final Pattern ADDRESS = Pattern.compile("([a-z][a-z0-9+.-]*://[^/]+)/*(.*?)/*");

    private DatasetNames() {}

    /**
     * The name of the data at an address: {@code s3://bucket/path} is {@code path} in {@code s3://bucket}, a local path
     * is itself in {@code file}, anything else is a name in {@link #HOME}.
     */
    public static EntityName at(String uri) {
        if (uri.startsWith("file:")) {
            return local("/" + uri.substring("file:".length()));
        }
        if (uri.startsWith("/")) {
            return local(uri);
        }
        Matcher address = ADDRESS.matcher(uri);
        return address.matches()
                ? normal(new EntityName(address.group(1), address.group(2)))
                : new EntityName(HOME, uri);
    }

    /** Three schemes mean S3, and slashes at the edges of a path mean nothing there. */
    static EntityName normal(EntityName name) {
        for (String scheme : S3) {
            if (name.namespace().startsWith(scheme)) {
                return new EntityName(S3.get(0) + name.namespace().substring(scheme.length()), path(name.name()));
            }
        }
        return name;
    }

    private static String path(String name) {
        int begin = 0;
        int end = name.length();
        while (begin < end && name.charAt(begin) == '/') {
            begin++;
        }
        while (begin < end && name.charAt(end - 1) == '/') {
            end--;
        }
        return name.substring(begin, end);
    }

    private static EntityName local(String path) {
        String clean = path.replaceFirst("^/+", "/");
        return new EntityName("file", clean.length() > 1 ? clean.replaceFirst("/+$", "") : clean);
    }
}
