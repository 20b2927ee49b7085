package io.weir.metadata.catalog;

import io.weir.metadata.table.Tables;
import io.weir.support.naming.SchemaName;
import io.weir.support.problem.ProblemException;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Adds databases and schemas, one at a time: no name comes to mean two of them. */
@Component
public class CatalogChanges {

    private final Databases databases;
    private final Schemas schemas;
    private final Tables tables;
    private final TransactionTemplate transactions;

    CatalogChanges(Databases databases, Schemas schemas, Tables tables, TransactionTemplate transactions) {
        this.databases = databases;
        this.schemas = schemas;
        this.tables = tables;
        this.transactions = transactions;
    }

    /**
     * Adds a database without schemas.
     *
     * @throws ProblemException what {@link Databases#add} throws
     */
    public Database addDatabase(String name, boolean implicitSchemas, Texts texts, String owner) {
        return Objects.requireNonNull(transactions.execute(begun -> {
            tables.holdClaims();
            return databases.add(name, implicitSchemas, texts, owner);
        }));
    }

    /**
     * Adds a schema.
     *
     * @throws ProblemException what {@link Schemas#add} throws
     */
    public TableSchema addSchema(SchemaName name, Texts texts, String owner) {
        return Objects.requireNonNull(transactions.execute(begun -> {
            tables.holdClaims();
            return schemas.add(name, texts, owner);
        }));
    }
}
