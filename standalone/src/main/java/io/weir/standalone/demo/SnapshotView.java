package io.weir.standalone.demo;

import java.util.Set;

/**
 * A table at one version, as somebody sees it.
 *
 * @param files paths of the live files
 * @param schema the schema as JSON, in one fixed form
 * @param rows by statistics where SQL looks, by reading where Kernel does
 */
public record SnapshotView(long version, Set<String> files, String schema, long rows) {

    /** What differs, in words; empty if nothing does. */
    String differenceTo(SnapshotView kernel) {
        if (version != kernel.version) {
            return "SQL has version " + version + ", Kernel has " + kernel.version;
        }
        if (!files.equals(kernel.files)) {
            return "SQL and Kernel list different files (" + files.size() + " and " + kernel.files.size() + ")";
        }
        if (!schema.equals(kernel.schema)) {
            return "SQL and Kernel have different schemas";
        }
        return rows == kernel.rows ? "" : "SQL counts " + rows + " rows, Kernel reads " + kernel.rows;
    }
}
