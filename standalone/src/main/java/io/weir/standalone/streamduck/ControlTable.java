package io.weir.standalone.streamduck;

import java.util.Optional;

/**
 * Where users of StreamDuck look for how far their hubs were read.
 *
 * @param database the one that the variables name, if they do
 */
record ControlTable(Optional<String> database, String schema, String table) {

    static final String DEFAULT_SCHEMA = "main";
    static final String DEFAULT_TABLE = "ingestion_status";

    /** With its schema. */
    String qualified() {
        return schema + "." + table;
    }
}
