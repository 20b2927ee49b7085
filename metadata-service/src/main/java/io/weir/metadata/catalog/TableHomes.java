package io.weir.metadata.catalog;

import io.weir.metadata.table.SchemasOfTables;
import io.weir.support.access.NewOwner;
import io.weir.support.naming.SchemaName;
import io.weir.support.naming.TableName;
import io.weir.support.problem.ProblemException;
import org.springframework.stereotype.Component;

/** Finds the schema of a new table, or makes it where its database lets it come with the table. */
@Component
class TableHomes implements SchemasOfTables {

    private final Databases databases;
    private final Schemas schemas;

    TableHomes(Databases databases, Schemas schemas) {
        this.databases = databases;
        this.schemas = schemas;
    }

    @Override
    public void check(String table) {
        isMissing(table);
    }

    @Override
    public void require(String table) {
        if (isMissing(table)) {
            // Not the maker's: who may make one table does not get all that are to come.
            schemas.add(TableName.parse(table).schema(), Texts.NONE, NewOwner.PLATFORM);
        }
    }

    private boolean isMissing(String table) {
        SchemaName name = TableName.parse(table).schema();
        if (schemas.find(name).isPresent()) {
            return false;
        }
        Database database = databases
                .find(name.database())
                .orElseThrow(() -> refusal(table, "is in the database '" + name.database() + "', which is not there"));
        if (!database.implicitSchemas()) {
            throw refusal(table, "is in the schema '" + name.text() + "', which is not there");
        }
        if (isDatabase(name)) {
            throw refusal(table, "begins with the database '" + name.schema() + "' and has no schema of it");
        }
        return true;
    }

    /** Of {@code sales.orders}: where {@code sales} is a database, the name lacks its schema. */
    private boolean isDatabase(SchemaName name) {
        return name.database().equals(SchemaName.DEFAULT_DATABASE)
                && databases.find(name.schema()).isPresent();
    }

    private static ProblemException refusal(String table, String why) {
        return ProblemException.invalid(
                "name", why, table, "'table', 'schema.table' or 'database.schema.table', of a schema that is there");
    }
}
