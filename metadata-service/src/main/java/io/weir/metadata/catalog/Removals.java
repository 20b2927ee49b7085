package io.weir.metadata.catalog;

import io.weir.metadata.MetadataProblem;
import io.weir.metadata.table.TableDrops;
import io.weir.metadata.table.Tables;
import io.weir.support.access.Removal;
import io.weir.support.access.ResourceKind;
import io.weir.support.naming.SchemaName;
import io.weir.support.naming.TableName;
import io.weir.support.outbox.Outbox;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Removes databases and schemas that nobody needs. */
@Component
public class Removals {

    private final Databases databases;
    private final Schemas schemas;
    private final SchemaContents contents;
    private final Writers writers;
    private final Tables tables;
    private final TableDrops drops;
    private final Outbox outbox;
    private final TransactionTemplate transactions;

    Removals(
            Databases databases,
            Schemas schemas,
            SchemaContents contents,
            Writers writers,
            Tables tables,
            TableDrops drops,
            Outbox outbox,
            TransactionTemplate transactions) {
        this.databases = databases;
        this.schemas = schemas;
        this.contents = contents;
        this.writers = writers;
        this.tables = tables;
        this.drops = drops;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    /**
     * Removes a schema.
     *
     * @param cascade whether its tables are dropped with it, as {@link TableDrops#drop} does: they can be taken back
     * @param known the users that the remover may know of
     * @throws ProblemException {@link MetadataProblem#SCHEMA_IN_USE} with its users: tables, unless they are dropped with it,
     *     unfinished imports, pipelines that write there, and relations in it
     */
    public void remove(TableSchema read, boolean cascade, Known known) {
        SchemaName name = read.name();
        if (name.isDefault()) {
            throw new ProblemException(
                    MetadataProblem.SCHEMA_IN_USE, "Tables whose names say no schema belong to '" + name.text() + "'");
        }
        List<User> pipelines =
                writers.to(table -> TableName.parse(table).schema().equals(name));
        transactions.executeWithoutResult(begun -> {
            tables.holdClaims();
            List<User> kept = contents.tables(name.database(), name.schema());
            Users.of(
                            known,
                            List.of(
                                    pipelines,
                                    contents.imports(name.database(), name.schema()),
                                    cascade ? List.of() : kept))
                    .keep(MetadataProblem.SCHEMA_IN_USE, "The schema '" + name.text() + "'");
            kept.forEach(table -> drops.drop(table.name()));
            remove(read);
        });
    }

    /**
     * Removes a database.
     *
     * @param cascade whether its schemas are removed and their tables dropped with it
     * @param known the users that the remover may know of
     * @throws ProblemException {@link MetadataProblem#DATABASE_IN_USE} with its users: schemas, unless they are removed with it,
     *     and what keeps these
     */
    public void remove(Database read, boolean cascade, Known known) {
        String name = read.name();
        if (name.equals(SchemaName.DEFAULT_DATABASE)) {
            throw new ProblemException(
                    MetadataProblem.DATABASE_IN_USE, "Tables whose names say no database belong to '" + name + "'");
        }
        List<User> pipelines =
                writers.to(table -> TableName.parse(table).schema().database().equals(name));
        transactions.executeWithoutResult(begun -> {
            tables.holdClaims();
            List<TableSchema> all = schemas.list(name, new PageRequest(Integer.MAX_VALUE - 1, null));
            Users.of(known, List.of(pipelines, contents.imports(name, null), cascade ? List.of() : users(all)))
                    .keep(MetadataProblem.DATABASE_IN_USE, "The database '" + name + "'");
            contents.tables(name, null).forEach(table -> drops.drop(table.name()));
            all.forEach(this::remove);
            databases.remove(read);
            Removal.tell(outbox, ResourceKind.DATABASE, name);
        });
    }

    private void remove(TableSchema schema) {
        schemas.remove(schema);
        Removal.tell(outbox, ResourceKind.SCHEMA, schema.name().text());
    }

    private static List<User> users(List<TableSchema> schemas) {
        return schemas.stream()
                .map(schema -> new User(
                        "schema",
                        ResourceKind.SCHEMA,
                        schema.name().text(),
                        schema.details().owner()))
                .toList();
    }
}
