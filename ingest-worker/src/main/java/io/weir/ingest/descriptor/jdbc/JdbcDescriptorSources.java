package io.weir.ingest.descriptor.jdbc;

import io.weir.ingest.dependent.DependentPipeline;
import io.weir.ingest.descriptor.DescriptorContent;
import io.weir.ingest.descriptor.DescriptorSources;
import io.weir.ingest.descriptor.KeptDescriptorSource;
import io.weir.ingest.note.Notes;
import io.weir.support.paging.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    private static final String THE_ONE_READ = " where name = :name and revision = :revision";
    private static final String NEXT_REVISION = "revision = nextval('pipeline_revision'), updated_at = now()";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    JdbcDescriptorSources(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public boolean add(String name, DescriptorContent content, Notes notes, String owner) {
        return noted(
                                "insert into descriptor_source (name, content, sha256, messages, comment, properties, owner)"
                                        + " values (:name, :content, :sha256, :messages::jsonb, :comment, :properties::jsonb,"
                                        + " :owner) on conflict do nothing",
                                notes)
                        .param("name", name)
                        .param("content", content.bytes())
                        .param("sha256", content.sha256())
                        .param("messages", json.writeValueAsString(content.messages()))
                        .param("owner", owner)
                        .update()
                == 1;
    }

    @Override
    public boolean change(KeptDescriptorSource read, @Nullable DescriptorContent content, Notes notes) {
        JdbcClient.StatementSpec statement = noted(
                        "update descriptor_source set comment = :comment, properties = :properties::jsonb, "
                                + (content == null
                                        ? ""
                                        : "content = :content, sha256 = :sha256, messages = :messages::jsonb, ")
                                + NEXT_REVISION + THE_ONE_READ,
                        notes)
                .param("name", read.name())
                .param("revision", read.revision());
        if (content != null) {
            statement
                    .param("content", content.bytes())
                    .param("sha256", content.sha256())
                    .param("messages", json.writeValueAsString(content.messages()));
        }
        return statement.update() == 1;
    }

    private JdbcClient.StatementSpec noted(String sql, Notes notes) {
        return jdbc.sql(sql)
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
        return jdbc.sql(SELECT + " where name > :after order by name limit :limit")
                .param("after", Objects.requireNonNullElse(page.after(), ""))
                .param("limit", page.limit() + 1)
                .query(this::source)
                .list();
    }

    @Override
    public boolean hold(String name) {
        return jdbc.sql("select name from descriptor_source where name = :name for key share")
                .param("name", name)
                .query(String.class)
                .optional()
                .isPresent();
    }

    @Override
    public boolean handOver(KeptDescriptorSource read, String owner) {
        return jdbc.sql("update descriptor_source set owner = :owner, " + NEXT_REVISION
                                + " where name = :name and owner = :read and created_at = :created")
                        .param("owner", owner)
                        .param("name", read.name())
                        .param("read", read.owner())
                        .param("created", read.createdAt().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    @Override
    public boolean lock(KeptDescriptorSource read) {
        return of(read, "select name from descriptor_source" + THE_ONE_READ + " for update")
                .query(String.class)
                .optional()
                .isPresent();
    }

    @Override
    public boolean remove(KeptDescriptorSource read) {
        return of(read, "delete from descriptor_source" + THE_ONE_READ).update() == 1;
    }

    private JdbcClient.StatementSpec of(KeptDescriptorSource read, String sql) {
        return jdbc.sql(sql).param("name", read.name()).param("revision", read.revision());
    }

    @Override
    public List<DependentPipeline> users(String name) {
        return jdbc.sql(
                        "select name, owner from pipeline where definition -> 'protobuf' ->> 'source' = :name order by name")
                .param("name", name)
                .query((row, number) -> new DependentPipeline(row.getString("name"), row.getString("owner")))
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
