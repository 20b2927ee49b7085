package io.weir.metadata.catalog.jdbc;

import io.weir.metadata.MetadataProblem;
import io.weir.metadata.catalog.Details;
import io.weir.metadata.catalog.Schemas;
import io.weir.metadata.catalog.TableSchema;
import io.weir.metadata.catalog.Texts;
import io.weir.support.naming.SchemaName;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcSchemas implements Schemas {

    private static final String COLUMNS = "database_name, name, " + DetailsRow.COLUMNS;
    private static final String SELECT = "select " + COLUMNS + " from catalog_schema where ";
    private static final String READ = " where database_name = ? and name = ? and revision = ? and created_at = ?";
    private static final String INSERT = """
            insert into catalog_schema (database_name, name, comment, properties, owner)
            select ?, ?, ?, ?::jsonb, ?
            where not exists (select from catalog_database where ? and name = ?)
            returning\s""" + COLUMNS;

    private final JdbcClient jdbc;

    JdbcSchemas(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public TableSchema add(SchemaName name, Texts texts, String owner) {
        try {
            return jdbc.sql(INSERT)
                    .params(name.database(), name.schema(), texts.comment())
                    .params(DetailsRow.json(texts.properties()), owner)
                    .params(name.database().equals(SchemaName.DEFAULT_DATABASE), name.schema())
                    .query(JdbcSchemas::schema)
                    .optional()
                    .orElseThrow(() -> new ProblemException(
                            MetadataProblem.SCHEMA_EXISTS,
                            "'" + name.schema()
                                    + "' is a database: names of tables that begin with it would mean both"));
        } catch (DuplicateKeyException taken) {
            throw new ProblemException(
                    MetadataProblem.SCHEMA_EXISTS, "There is a schema '" + name.text() + "' already", null, taken);
        } catch (DataIntegrityViolationException gone) {
            throw new ProblemException(
                    MetadataProblem.DATABASE_NOT_FOUND, "There is no database '" + name.database() + "'", null, gone);
        }
    }

    @Override
    public Optional<TableSchema> find(SchemaName name) {
        return jdbc.sql(SELECT + "database_name = ? and name = ?")
                .params(name.database(), name.schema())
                .query(JdbcSchemas::schema)
                .optional();
    }

    @Override
    public List<TableSchema> list(String database, PageRequest page) {
        return jdbc.sql(SELECT + "database_name = ? and name > ? and starts_with(name, ?) order by name limit ?")
                .params(database, page.afterOrFirst(), page.prefix(), page.rowsToRead())
                .query(JdbcSchemas::schema)
                .list();
    }

    @Override
    public TableSchema update(TableSchema changed) {
        Details details = changed.details();
        return jdbc.sql("update catalog_schema set " + DetailsRow.CHANGE + READ + " returning " + COLUMNS)
                .params(details.comment(), DetailsRow.json(details.properties()), details.owner())
                .params(read(changed))
                .query(JdbcSchemas::schema)
                .optional()
                .orElseThrow(stale(changed));
    }

    @Override
    public void remove(TableSchema read) {
        if (jdbc.sql("delete from catalog_schema" + READ).params(read(read)).update() == 0) {
            throw stale(read).get();
        }
    }

    private static List<Object> read(TableSchema schema) {
        Details details = schema.details();
        return List.of(
                schema.name().database(),
                schema.name().schema(),
                details.revision(),
                details.createdAt().atOffset(ZoneOffset.UTC));
    }

    private static Supplier<ProblemException> stale(TableSchema read) {
        return () -> ProblemException.stale("schema", read.name().text());
    }

    private static TableSchema schema(ResultSet row, int number) throws SQLException {
        SchemaName name = new SchemaName(row.getString("database_name"), row.getString("name"));
        return new TableSchema(name, DetailsRow.read(row));
    }
}
