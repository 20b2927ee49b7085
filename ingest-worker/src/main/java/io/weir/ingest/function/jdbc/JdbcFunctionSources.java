package io.weir.ingest.function.jdbc;

import io.weir.ingest.bytecode.JavaMethod;
import io.weir.ingest.dependent.Dependent;
import io.weir.ingest.function.FunctionSources;
import io.weir.ingest.function.JarContent;
import io.weir.ingest.function.KeptFunctionSource;
import io.weir.ingest.transform.JavaBinding;
import io.weir.support.access.ResourceKind;
import io.weir.support.note.Notes;
import io.weir.support.paging.PageRequest;
import io.weir.support.row.ReadRow;
import io.weir.support.row.ReadRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JdbcFunctionSources implements FunctionSources {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<List<JavaMethod>> METHODS = new TypeReference<>() {};
    private static final String NOTED = "comment = :comment, properties = :properties::jsonb";

    private static final String SELECT = """
            select name, bytes, sha256, methods, comment, properties, owner, revision, created_at, updated_at
            from function_source
            """;

    /** A pipeline may call a jar that its function has left, or a function that was none of the source when it was started. */
    private static final String USERS = """
            with method as (select name, owner from sql_function where java ->> 'source' = :name)
            select 'FUNCTION' as kind, name, owner from method
            union select 'PIPELINE', name, owner from pipeline where definition -> 'functions' @> :called::jsonb
            union select 'PIPELINE', p.name, p.owner from method m join pipeline p
                on p.definition -> 'functions' @> jsonb_build_array(jsonb_build_object('name', m.name))
            union select 'RELATION', r.name, r.owner from method m
                join relation_function f on f.function = m.name join relation r on r.name = f.relation
            order by kind, name
            """;

    private static final String UNUSED = """
            delete from function_jar j where source = :name and sha256 <> :sha256 and not exists (
                select 1 from pipeline where definition -> 'functions' @> jsonb_build_array(jsonb_build_object(
                    'javaMethod', jsonb_build_object('source', j.source, 'sha256', j.sha256))))
            """;

    private final JdbcClient jdbc;
    private final ReadRows rows;
    private final JsonMapper json;

    JdbcFunctionSources(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.rows = new ReadRows(jdbc, "function_source", "pipeline_revision");
        this.json = json;
    }

    @Override
    public boolean add(String name, JarContent content, Notes notes, String owner) {
        boolean added = noted(
                                described(
                                        jdbc.sql("insert into function_source"
                                                + " (name, bytes, sha256, methods, comment, properties, owner)"
                                                + " values (:name, :bytes, :sha256, :methods::jsonb, :comment,"
                                                + " :properties::jsonb, :owner) on conflict do nothing"),
                                        content),
                                notes)
                        .param("name", name)
                        .param("owner", owner)
                        .update()
                == 1;
        if (added) {
            keep(name, content);
        }
        return added;
    }

    @Override
    public boolean change(KeptFunctionSource read, @Nullable JarContent content, Notes notes) {
        if (content == null) {
            return noted(rows.change(row(read), NOTED), notes).update() == 1;
        }
        String all = NOTED + ", bytes = :bytes, sha256 = :sha256, methods = :methods::jsonb";
        boolean changed =
                noted(described(rows.change(row(read), all), content), notes).update() == 1;
        if (changed) {
            keep(read.name(), content);
            forget(read.name(), content.jar().sha256());
        }
        return changed;
    }

    private JdbcClient.StatementSpec described(JdbcClient.StatementSpec statement, JarContent content) {
        return statement
                .param("bytes", content.jar().bytes().length)
                .param("sha256", content.jar().sha256())
                .param("methods", json.writeValueAsString(content.methods()));
    }

    private JdbcClient.StatementSpec noted(JdbcClient.StatementSpec statement, Notes notes) {
        return statement
                .param("comment", notes.comment())
                .param("properties", json.writeValueAsString(notes.properties()));
    }

    private void keep(String name, JarContent content) {
        jdbc.sql("insert into function_jar (source, sha256, content) values (:name, :sha256, :content)"
                        + " on conflict do nothing")
                .param("name", name)
                .param("sha256", content.jar().sha256())
                .param("content", content.jar().bytes())
                .update();
    }

    /** Who is about to use one holds it: its pipeline is seen by the second statement, which begins after that. */
    private void forget(String name, String current) {
        jdbc.sql("select sha256 from function_jar where source = :name order by sha256 for update")
                .param("name", name)
                .query(String.class)
                .list();
        jdbc.sql(UNUSED).param("name", name).param("sha256", current).update();
    }

    @Override
    public Optional<KeptFunctionSource> find(String name) {
        return jdbc.sql(SELECT + "where name = :name")
                .param("name", name)
                .query(this::source)
                .optional();
    }

    @Override
    public Optional<byte[]> jar(String name, String sha256) {
        return jdbc.sql("select content from function_jar where source = :name and sha256 = :sha256")
                .param("name", name)
                .param("sha256", sha256)
                .query((row, number) -> row.getBytes("content"))
                .optional();
    }

    @Override
    public List<KeptFunctionSource> list(PageRequest page) {
        return jdbc.sql(SELECT + "where name > :after and starts_with(name, :prefix) order by name limit :limit")
                .param("after", page.afterOrFirst())
                .param("prefix", page.prefix())
                .param("limit", page.rowsToRead())
                .query(this::source)
                .list();
    }

    /** A change is to wait, too, which a key share would let by. */
    @Override
    public boolean hold(String name) {
        return jdbc.sql("select name from function_source where name = :name for share")
                .param("name", name)
                .query(String.class)
                .optional()
                .isPresent();
    }

    /** In one order, so that two who hold the same do not wait in a circle. */
    @Override
    public boolean holdJars(Collection<JavaBinding> bindings) {
        List<String> wanted = bindings.stream()
                .map(binding -> binding.source() + "/" + binding.sha256())
                .distinct()
                .toList();
        return wanted.isEmpty()
                || jdbc.sql(
                                        "select sha256 from function_jar where source = any (:sources)"
                                                + " and source || '/' || sha256 = any (:wanted) order by source, sha256 for key share")
                                .param("sources", names(bindings.stream().map(JavaBinding::source)))
                                .param("wanted", names(wanted.stream()))
                                .query(String.class)
                                .list()
                                .size()
                        == wanted.size();
    }

    private static String[] names(Stream<String> names) {
        return names.toArray(String[]::new);
    }

    @Override
    public boolean handOver(KeptFunctionSource read, String owner, boolean onlyAsRead) {
        return rows.handOver(row(read), owner, onlyAsRead);
    }

    @Override
    public boolean lock(KeptFunctionSource read) {
        return rows.lock(row(read));
    }

    @Override
    public boolean remove(KeptFunctionSource read) {
        return rows.remove(row(read));
    }

    private static ReadRow row(KeptFunctionSource read) {
        return new ReadRow(read.name(), read.revision(), read.owner(), read.createdAt());
    }

    @Override
    public List<Dependent> users(String name) {
        return jdbc.sql(USERS)
                .param("name", name)
                .param("called", json.writeValueAsString(List.of(Map.of("javaMethod", Map.of("source", name)))))
                .query((row, number) -> new Dependent(
                        ResourceKind.valueOf(row.getString("kind")), row.getString("name"), row.getString("owner")))
                .list();
    }

    private KeptFunctionSource source(ResultSet row, int number) throws SQLException {
        return new KeptFunctionSource(
                row.getString("name"),
                row.getLong("bytes"),
                row.getString("sha256"),
                json.readValue(row.getString("methods"), METHODS),
                new Notes(row.getString("comment"), json.readValue(row.getString("properties"), TEXTS)),
                row.getString("owner"),
                row.getLong("revision"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
