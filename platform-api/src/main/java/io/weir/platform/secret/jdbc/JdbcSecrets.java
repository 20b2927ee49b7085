package io.weir.platform.secret.jdbc;

import io.weir.platform.secret.Kept;
import io.weir.platform.secret.Secret;
import io.weir.platform.secret.SecretProblem;
import io.weir.platform.secret.Secrets;
import io.weir.support.note.PropertiesColumn;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcSecrets implements Secrets {

    private static final String KNOWN =
            "select id, name, owner, properties, key_id, revision, created_at, updated_at from secret";
    private static final String KEPT =
            "select id, name, owner, properties, key_id, revision, created_at, updated_at, sealed from secret";

    private final JdbcClient jdbc;

    JdbcSecrets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(Secret secret, byte[] sealed) {
        try {
            jdbc.sql("insert into secret (id, name, owner, properties, key_id, sealed, revision, created_at,"
                            + " updated_at) values (?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?)")
                    .params(secret.id(), secret.name(), secret.owner(), PropertiesColumn.text(secret.properties()))
                    .params(secret.keyId(), sealed, secret.revision())
                    .params(column(secret.createdAt()), column(secret.updatedAt()))
                    .update();
        } catch (DuplicateKeyException taken) {
            throw new ProblemException(
                    SecretProblem.SECRET_EXISTS, "There is a secret '" + secret.name() + "' already", null, taken);
        }
    }

    @Override
    public Optional<Secret> find(String name) {
        return jdbc.sql(KNOWN + " where name = ?")
                .param(name)
                .query((row, number) -> secret(row))
                .optional();
    }

    @Override
    public Optional<Kept> findKept(String name) {
        return jdbc.sql(KEPT + " where name = ?")
                .param(name)
                .query((row, number) -> kept(row))
                .optional();
    }

    @Override
    public List<Secret> list(PageRequest page) {
        return jdbc.sql(KNOWN + " where name > ? and starts_with(name, ?) order by name limit ?")
                .params(page.afterOrFirst(), page.prefix(), page.rowsToRead())
                .query((row, number) -> secret(row))
                .list();
    }

    @Override
    public List<Kept> sealedByOthers(String keyId, String after, int limit) {
        return jdbc.sql(KEPT + " where key_id <> ? and name > ? order by name limit ?")
                .params(keyId, after, limit)
                .query((row, number) -> kept(row))
                .list();
    }

    @Override
    public long countSealedByOthers(String keyId) {
        return jdbc.sql("select count(*) from secret where key_id <> ?")
                .param(keyId)
                .query(Long.class)
                .single();
    }

    @Override
    public boolean replace(Secret read, Secret changed, byte[] sealed) {
        return jdbc.sql("update secret set properties = ?::jsonb, key_id = ?, sealed = ?, revision = ?,"
                                + " updated_at = ? where id = ? and revision = ?")
                        .params(
                                PropertiesColumn.text(changed.properties()),
                                changed.keyId(),
                                sealed,
                                changed.revision())
                        .params(column(changed.updatedAt()))
                        .params(read.id(), read.revision())
                        .update()
                == 1;
    }

    @Override
    public boolean note(Secret read, Map<String, String> properties) {
        return jdbc.sql("update secret set properties = ?::jsonb, revision = revision + 1"
                                + " where id = ? and revision = ?")
                        .params(PropertiesColumn.text(properties), read.id(), read.revision())
                        .update()
                == 1;
    }

    @Override
    public boolean handOver(Secret read, String owner) {
        return jdbc.sql("update secret set owner = ?, revision = revision + 1 where id = ? and revision = ?")
                        .params(owner, read.id(), read.revision())
                        .update()
                == 1;
    }

    @Override
    public boolean hold(String name) {
        return jdbc.sql("select 1 from secret where name = ? for key share")
                .param(name)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    @Override
    public boolean remove(Secret read) {
        return jdbc.sql("delete from secret where id = ? and revision = ?")
                        .params(read.id(), read.revision())
                        .update()
                == 1;
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(secret(row), row.getBytes("sealed"));
    }

    private static Secret secret(ResultSet row) throws SQLException {
        return new Secret(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("owner"),
                PropertiesColumn.read(row),
                row.getString("key_id"),
                row.getLong("revision"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime column(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
