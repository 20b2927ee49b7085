package io.weir.lineage.openlineage;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** OpenLineage's naming of datasets, so that the same place has the same name whoever speaks of it. */
public final class DatasetNames {

    /** The namespace of names that say nothing about a place, as in a table's short name. */
    public static final String HOME = "weir";

    private static final Pattern S3 = Pattern.compile("s3[an]?://.*");
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
        if (!S3.matcher(name.namespace()).matches()) {
            return name;
        }
        String bucket = name.namespace().replaceFirst("^s3[an]", "s3");
        return new EntityName(bucket, name.name().replaceFirst("^/+", "").replaceFirst("/+$", ""));
    }

    private static EntityName local(String path) {
        String clean = path.replaceFirst("^/+", "/");
        return new EntityName("file", clean.length() > 1 ? clean.replaceFirst("/+$", "") : clean);
    }
}
