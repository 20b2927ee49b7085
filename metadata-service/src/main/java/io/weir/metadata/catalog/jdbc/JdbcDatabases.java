package io.weir.metadata.catalog.jdbc;

import io.weir.metadata.MetadataProblem;
import io.weir.metadata.catalog.Database;
import io.weir.metadata.catalog.Databases;
import io.weir.metadata.catalog.Details;
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
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcDatabases implements Databases {

    private static final String COLUMNS = "name, implicit_schemas, " + DetailsRow.COLUMNS;
    private static final String SELECT = "select " + COLUMNS + " from catalog_database where ";
    private static final String INSERT = """
            insert into catalog_database (name, implicit_schemas, comment, properties, owner)
            select ?, ?, ?, ?::jsonb, ?
            where not exists (select from catalog_schema where database_name = ? and name = ?)
            returning\s""" + COLUMNS;

    private final JdbcClient jdbc;

    JdbcDatabases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Database add(String name, boolean implicitSchemas, Texts texts, String owner) {
        try {
            return jdbc.sql(INSERT)
                    .params(name, implicitSchemas, texts.comment(), DetailsRow.json(texts.properties()), owner)
                    .params(SchemaName.DEFAULT_DATABASE, name)
                    .query(JdbcDatabases::database)
                    .optional()
                    .orElseThrow(() -> new ProblemException(
                            MetadataProblem.DATABASE_EXISTS,
                            "'" + name + "' is a schema of " + SchemaName.DEFAULT_DATABASE
                                    + ": names of tables that begin with it would mean both"));
        } catch (DuplicateKeyException taken) {
            throw new ProblemException(
                    MetadataProblem.DATABASE_EXISTS, "There is a database '" + name + "' already", null, taken);
        }
    }

    @Override
    public Optional<Database> find(String name) {
        return jdbc.sql(SELECT + "name = ?")
                .param(name)
                .query(JdbcDatabases::database)
                .optional();
    }

    @Override
    public List<Database> list(PageRequest page) {
        return jdbc.sql(SELECT + "name > ? and starts_with(name, ?) order by name limit ?")
                .params(page.afterOrFirst(), page.prefix(), page.rowsToRead())
                .query(JdbcDatabases::database)
                .list();
    }

    @Override
    public Database update(Database changed) {
        Details details = changed.details();
        return jdbc.sql("update catalog_database set implicit_schemas = ?, " + DetailsRow.CHANGE
                        + " where name = ? and revision = ? and created_at = ? returning " + COLUMNS)
                .params(
                        changed.implicitSchemas(),
                        details.comment(),
                        DetailsRow.json(details.properties()),
                        details.owner())
                .params(changed.name(), details.revision(), details.createdAt().atOffset(ZoneOffset.UTC))
                .query(JdbcDatabases::database)
                .optional()
                .orElseThrow(stale(changed));
    }

    @Override
    public void remove(Database read) {
        int removed = jdbc.sql("delete from catalog_database where name = ? and revision = ? and created_at = ?")
                .params(
                        read.name(),
                        read.details().revision(),
                        read.details().createdAt().atOffset(ZoneOffset.UTC))
                .update();
        if (removed == 0) {
            throw stale(read).get();
        }
    }

    private static Supplier<ProblemException> stale(Database read) {
        return () -> ProblemException.stale("database", read.name());
    }

    private static Database database(ResultSet row, int number) throws SQLException {
        return new Database(row.getString("name"), row.getBoolean("implicit_schemas"), DetailsRow.read(row));
    }
}
