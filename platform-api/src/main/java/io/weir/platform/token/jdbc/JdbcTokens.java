package io.weir.platform.token.jdbc;

import io.weir.platform.access.AccessProblem;
import io.weir.platform.access.Grants;
import io.weir.platform.access.Users;
import io.weir.platform.ownership.Estates;
import io.weir.platform.token.ApiToken;
import io.weir.platform.token.TokenProblem;
import io.weir.platform.token.Tokens;
import io.weir.support.access.ResourceKind;
import io.weir.support.identity.CallerKind;
import io.weir.support.identity.Scope;
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
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JdbcTokens implements Tokens {

    private static final String LIVE =
            "select id, name, scope, user_name, properties, owner, secret_hash, created_by, created_at, expires_at,"
                    + " coalesce(updated_at, created_at) as updated_at, revision,"
                    + " array(select role_name from user_role u where u.user_name = api_token.user_name order by 1) as roles"
                    + " from api_token where revoked_at is null";

    private final JdbcClient jdbc;
    private final Users users;
    private final Grants grants;
    private final Estates estates;

    JdbcTokens(JdbcClient jdbc, Users users, Grants grants, Estates estates) {
        this.estates = estates;
        this.jdbc = jdbc;
        this.users = users;
        this.grants = grants;
    }

    @Override
    @Transactional
    public void add(ApiToken token, String secretHash) {
        String user = token.user();
        if (user != null && !users.hold(user)) {
            throw ProblemException.notFound(AccessProblem.USER_NOT_FOUND, "user", user);
        }
        try {
            jdbc.sql("insert into api_token (id, name, scope, user_name, properties, owner, secret_hash, created_by,"
                            + " created_at, expires_at) values (?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?)")
                    .params(token.id(), token.name(), token.scope().name())
                    .param(token.user())
                    .params(PropertiesColumn.text(token.properties()), token.owner())
                    .params(secretHash, token.createdBy())
                    .param(column(token.createdAt()))
                    .param(column(token.expiresAt()))
                    .update();
        } catch (DuplicateKeyException taken) {
            throw new ProblemException(
                    TokenProblem.TOKEN_EXISTS, "There is a token '" + token.name() + "' already", null, taken);
        }
        estates.requireReleased(identity(token));
    }

    /** As what its bearer owns by it says, where it has no user. */
    private static String identity(ApiToken token) {
        return CallerKind.TOKEN.named(token.name());
    }

    @Override
    public Optional<Kept> findById(String id) {
        return jdbc.sql(LIVE + " and id = ?")
                .param(id)
                .query((row, number) -> new Kept(token(row), row.getString("secret_hash"), roles(row)))
                .optional();
    }

    @Override
    public Optional<ApiToken> find(String name) {
        return jdbc.sql(LIVE + " and name = ?")
                .param(name)
                .query((row, number) -> token(row))
                .optional();
    }

    @Override
    public List<ApiToken> list(PageRequest page) {
        return jdbc.sql(LIVE + " and name > ? and starts_with(name, ?) order by name limit ?")
                .params(page.afterOrFirst(), page.prefix(), page.rowsToRead())
                .query((row, number) -> token(row))
                .list();
    }

    @Override
    public boolean update(ApiToken read, Instant expiresAt, Map<String, String> properties) {
        return jdbc.sql("update api_token set expires_at = ?, properties = ?::jsonb, updated_at = now(),"
                                + " revision = revision + 1 where id = ? and revision = ? and revoked_at is null")
                        .params(column(expiresAt), PropertiesColumn.text(properties))
                        .params(read.id(), read.revision())
                        .update()
                == 1;
    }

    @Override
    public boolean handOver(ApiToken read, String owner) {
        return jdbc.sql("update api_token set owner = ?, revision = revision + 1"
                                + " where id = ? and revision = ? and revoked_at is null")
                        .params(owner, read.id(), read.revision())
                        .update()
                == 1;
    }

    @Override
    @Transactional
    public boolean revoke(ApiToken read, boolean onlyAsRead) {
        int revoked = jdbc.sql("update api_token set revoked_at = now()"
                        + " where id = ? and (revision = ? or not ?) and revoked_at is null")
                .params(read.id(), read.revision(), onlyAsRead)
                .update();
        // The name may be another's by now where somebody else revoked this one.
        if (revoked == 1) {
            grants.forget(ResourceKind.TOKEN, read.name());
            estates.release(List.of(identity(read)));
        }
        return revoked == 1;
    }

    private static List<String> roles(ResultSet row) throws SQLException {
        return List.of((String[]) row.getArray("roles").getArray());
    }

    private static ApiToken token(ResultSet row) throws SQLException {
        return new ApiToken(
                row.getString("id"),
                row.getString("name"),
                Scope.valueOf(row.getString("scope")),
                row.getString("user_name"),
                PropertiesColumn.read(row),
                row.getString("owner"),
                row.getString("created_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getLong("revision"));
    }

    private static OffsetDateTime column(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
