package io.weir.ingest.entity;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What databases with tables say in words of their own. */
interface TableDialect {

    /** A query for {@code name} and {@code kind} of schemas; its parameter is the empty text. */
    String schemas();

    /** The same, for tables and views of the schema that is its parameter. */
    String tables();

    /** A query for names and types of columns in order; its parameters are a schema and a table. */
    String columns();

    /** Whether to count a table's rows costs little. */
    boolean countsCheaply();

    /**
     * A statement that adds rows; its parameter is a text of JSON, an array of them.
     *
     * @param table as statements name it
     * @param columns that the rows have
     * @param types of all of the table's columns
     */
    String insertion(String table, Set<String> columns, Map<String, String> types);

    /** That text. */
    String json(List<Map<String, @Nullable Object>> rows);

    /** Whether rows were refused for their values. */
    boolean isOfValues(SQLException refused);

    /** Whether to try again is of no use before somebody changes something. */
    boolean isLasting(SQLException failed);
}
