package io.weir.metadata.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is in schemas; true for as long as the caller's transaction {@link io.weir.metadata.table.Tables#holdClaims holds} claims. */
public interface SchemaContents {

    /**
     * The tables of a schema, or of all of a database, that are not dropped.
     *
     * @param schema null for all
     */
    List<User> tables(String database, @Nullable String schema);

    /** The imports into a schema, or into any of a database, that are not finished. */
    List<User> imports(String database, @Nullable String schema);
}
