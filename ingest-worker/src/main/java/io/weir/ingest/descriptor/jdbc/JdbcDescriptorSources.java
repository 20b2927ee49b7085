package io.weir.ingest.descriptor.jdbc;

import io.weir.ingest.dependent.Dependent;
import io.weir.ingest.descriptor.DescriptorContent;
import io.weir.ingest.descriptor.DescriptorSources;
import io.weir.ingest.descriptor.KeptDescriptorSource;
import io.weir.support.access.ResourceKind;
import io.weir.support.note.Notes;
import io.weir.support.paging.PageRequest;
import io.weir.support.row.ReadRow;
import io.weir.support.row.ReadRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JdbcDescriptorSources implements DescriptorSources {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};

    /** Without the content, of which a page could have any amount. */
    private static final String SELECT =
            "select name, octet_length(content) as bytes, sha256, messages, comment, properties, owner, revision,"
                    + " created_at, updated_at from descriptor_source";

    private static final String USERS = """
            select 'PIPELINE' as kind, name, owner from pipeline where definition -> 'protobuf' ->> 'source' = :name
            union select 'RELATION', name, owner from relation where definition #>> '{shape,protobuf,source}' = :name
            order by kind, name
            """;

    private final JdbcClient jdbc;
    private final ReadRows rows;
    private final JsonMapper json;

    JdbcDescriptorSources(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.rows = new ReadRows(jdbc, "descriptor_source", "pipeline_revision");
        this.json = json;
    }

    @Override
    public boolean add(String name, DescriptorContent content, Notes notes, String owner) {
        return filled(
                                noted(
                                        jdbc.sql("insert into descriptor_source"
                                                + " (name, content, sha256, messages, comment, properties, owner)"
                                                + " values (:name, :content, :sha256, :messages::jsonb, :comment,"
                                                + " :properties::jsonb, :owner) on conflict do nothing"),
                                        notes),
                                content)
                        .param("name", name)
                        .param("owner", owner)
                        .update()
                == 1;
    }

    @Override
    public boolean change(KeptDescriptorSource read, @Nullable DescriptorContent content, Notes notes) {
        String noted = "comment = :comment, properties = :properties::jsonb";
        JdbcClient.StatementSpec statement = content == null
                ? rows.change(row(read), noted)
                : filled(
                        rows.change(
                                row(read),
                                noted + ", content = :content, sha256 = :sha256, messages = :messages::jsonb"),
                        content);
        return noted(statement, notes).update() == 1;
    }

    private JdbcClient.StatementSpec filled(JdbcClient.StatementSpec statement, DescriptorContent content) {
        return statement
                .param("content", content.bytes())
                .param("sha256", content.sha256())
                .param("messages", json.writeValueAsString(content.messages()));
    }

    private JdbcClient.StatementSpec noted(JdbcClient.StatementSpec statement, Notes notes) {
        return statement
                .param("comment", notes.comment())
                .param("properties", json.writeValueAsString(notes.properties()));
    }

    @Override
    public Optional<KeptDescriptorSource> find(String name) {
        return jdbc.sql(SELECT + " where name = :name")
                .param("name", name)
                .query(this::source)
                .optional();
    }

    @Override
    public Optional<byte[]> content(String name) {
        return jdbc.sql("select content from descriptor_source where name = :name")
                .param("name", name)
                .query((row, number) -> row.getBytes("content"))
                .optional();
    }

    @Override
    public List<KeptDescriptorSource> list(PageRequest page) {
        return jdbc.sql(SELECT + " where name > :after and starts_with(name, :prefix) order by name limit :limit")
                .param("after", page.afterOrFirst())
                .param("prefix", page.prefix())
                .param("limit", page.rowsToRead())
                .query(this::source)
                .list();
    }

    @Override
    public boolean hold(String name) {
        return !rows.hold(List.of(name)).isEmpty();
    }

    @Override
    public boolean handOver(KeptDescriptorSource read, String owner, boolean onlyAsRead) {
        return rows.handOver(row(read), owner, onlyAsRead);
    }

    @Override
    public boolean lock(KeptDescriptorSource read) {
        return rows.lock(row(read));
    }

    @Override
    public boolean remove(KeptDescriptorSource read) {
        return rows.remove(row(read));
    }

    private static ReadRow row(KeptDescriptorSource read) {
        return new ReadRow(read.name(), read.revision(), read.owner(), read.createdAt());
    }

    @Override
    public List<Dependent> users(String name) {
        return jdbc.sql(USERS)
                .param("name", name)
                .query((row, number) -> new Dependent(
                        ResourceKind.valueOf(row.getString("kind")), row.getString("name"), row.getString("owner")))
                .list();
    }

    private KeptDescriptorSource source(ResultSet row, int number) throws SQLException {
        return new KeptDescriptorSource(
                row.getString("name"),
                row.getLong("bytes"),
                row.getString("sha256"),
                json.readValue(row.getString("messages"), NAMES),
                new Notes(row.getString("comment"), json.readValue(row.getString("properties"), TEXTS)),
                row.getString("owner"),
                row.getLong("revision"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
