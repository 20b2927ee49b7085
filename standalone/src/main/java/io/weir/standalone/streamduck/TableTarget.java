package io.weir.standalone.streamduck;

import io.weir.standalone.configuration.SecretText;
import java.nio.file.Path;

/** The table that events go to. */
sealed interface TableTarget {

    /** The database, as the variables name it. */
    String database();

    /** With its schema, as in {@code sales.orders}. */
    String table();

    /** Where it is, as people write it. */
    default String address() {
        return database() + " " + table();
    }

    /**
     * In MotherDuck.
     *
     * @param database its name there
     */
    record MotherDuck(String database, String table, SecretText token) implements TableTarget {

        @Override
        public String address() {
            return "md:" + database + " " + table;
        }
    }

    /** In a DuckDB file, which needs no account. */
    record File(Path path, String table) implements TableTarget {

        @Override
        public String database() {
            return path.toString();
        }
    }
}
