package io.weir.platform.access.jdbc;

import io.weir.platform.access.AccessProblem;
import io.weir.platform.access.Grants;
import io.weir.platform.access.User;
import io.weir.platform.access.Users;
import io.weir.platform.dependent.Dependent;
import io.weir.platform.dependent.Known;
import io.weir.platform.ownership.Estates;
import io.weir.support.access.ResourceKind;
import io.weir.support.identity.CallerKind;
import io.weir.support.note.PropertiesColumn;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JdbcUsers implements Users {

    private static final String USERS = "select u.name, u.properties, u.owner, u.created_by, u.created_at,"
            + " coalesce(u.updated_at, u.created_at) as updated_at, u.revision,"
            + " array(select role_name from user_role where user_name = u.name order by 1)"
            + " as roles from platform_user u";

    private static final String TOKENS =
            "select 'TOKEN' as kind, name, owner from api_token where user_name = :kept and revoked_at is null";

    private final JdbcClient jdbc;
    private final Grants grants;
    private final Estates estates;

    JdbcUsers(JdbcClient jdbc, Grants grants, Estates estates) {
        this.estates = estates;
        this.jdbc = jdbc;
        this.grants = grants;
    }

    @Override
    @Transactional
    public void add(User user) {
        try {
            jdbc.sql("insert into platform_user"
                            + " (name, properties, owner, created_by, created_at, updated_at, revision)"
                            + " values (?, ?::jsonb, ?, ?, ?, ?, ?)")
                    .params(user.name(), PropertiesColumn.text(user.properties()))
                    .params(user.owner(), user.createdBy())
                    .param(user.createdAt().atOffset(ZoneOffset.UTC))
                    .param(user.updatedAt().atOffset(ZoneOffset.UTC))
                    .param(user.revision())
                    .update();
        } catch (DuplicateKeyException taken) {
            throw new ProblemException(
                    AccessProblem.USER_EXISTS, "There is a user '" + user.name() + "' already", null, taken);
        }
        estates.requireReleased(identity(user));
        holdRoles(user.roles());
        giveRoles(user.name(), user.roles());
    }

    private static String identity(User user) {
        return CallerKind.USER.named(user.name());
    }

    @Override
    public Optional<User> find(String name) {
        return jdbc.sql(USERS + " where name = ?")
                .param(name)
                .query((row, number) -> user(row))
                .optional();
    }

    @Override
    public List<User> list(PageRequest page) {
        return jdbc.sql(USERS + " where name > ? and starts_with(name, ?) order by name limit ?")
                .params(page.afterOrFirst(), page.prefix(), page.rowsToRead())
                .query((row, number) -> user(row))
                .list();
    }

    @Override
    @Transactional
    public User update(User read, List<String> roles, Map<String, String> properties) {
        int changed = jdbc.sql("update platform_user set properties = ?::jsonb, updated_at = now(),"
                        + " revision = revision + 1 where name = ? and revision = ?")
                .params(PropertiesColumn.text(properties), read.name(), read.revision())
                .update();
        mustHaveChanged(changed, read);
        holdRoles(roles);
        jdbc.sql("delete from user_role where user_name = ?").param(read.name()).update();
        giveRoles(read.name(), roles);
        return get(read.name());
    }

    @Override
    public boolean handOver(User read, String owner) {
        return jdbc.sql("update platform_user set owner = ?, revision = revision + 1 where name = ? and revision = ?")
                        .params(owner, read.name(), read.revision())
                        .update()
                == 1;
    }

    /** The row goes first: who is about to make a token for it waits for this, and then finds it gone. */
    @Override
    @Transactional
    public void remove(User read, Known known) {
        delete(read);
        Keepers tokens = Keepers.of(jdbc, TOKENS, read.name()).as(known);
        if (!tokens.isNone()) {
            throw inUse(read, tokens);
        }
        estates.release(List.of(identity(read)));
    }

    @Override
    @Transactional
    public void removeWithTokens(User read, Known known, Consumer<String> mustEnd) {
        delete(read);
        List<Dependent> tokens = jdbc.sql(TOKENS + " for update")
                .param("kept", read.name())
                .query((row, number) -> Keepers.keeper(row))
                .list();
        if (!tokens.stream().allMatch(known::test)) {
            throw inUse(read, new Keepers(tokens, 0).as(known));
        }
        // Before they are void: whose a token is that is void cannot be told.
        tokens.forEach(token -> mustEnd.accept(token.name()));
        jdbc.sql("update api_token set revoked_at = now() where user_name = ? and revoked_at is null")
                .param(read.name())
                .update();
        List<String> gone = new ArrayList<>(List.of(identity(read)));
        tokens.forEach(token -> {
            grants.forget(ResourceKind.TOKEN, token.name());
            gone.add(CallerKind.TOKEN.named(token.name()));
        });
        // Last: what the remover may do can be by what it owns, be it the user itself.
        estates.release(gone);
    }

    private void delete(User read) {
        int changed = jdbc.sql("delete from platform_user where name = ? and revision = ?")
                .params(read.name(), read.revision())
                .update();
        mustHaveChanged(changed, read);
        grants.forget(ResourceKind.USER, read.name());
    }

    private static ProblemException inUse(User read, Keepers tokens) {
        return tokens.problem(AccessProblem.USER_IN_USE, "The user '" + read.name() + "' has the tokens", null)
                .with("users", tokens.names(ResourceKind.TOKEN));
    }

    @Override
    public boolean hold(String name) {
        return jdbc.sql("select 1 from platform_user where name = ? for key share")
                .param(name)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    private static void mustHaveChanged(int rows, User read) {
        if (rows == 0) {
            throw ProblemException.stale("user", read.name());
        }
    }

    /**
     * Keeps roles from being dropped until the transaction ends. Before what a drop looks at is touched: else each of the two
     * could wait for the other.
     */
    private void holdRoles(List<String> roles) {
        List<String> held = jdbc.sql("select name from access_role where name = any(?) order by name for key share")
                .param(roles.toArray(String[]::new))
                .query(String.class)
                .list();
        roles.stream().filter(role -> !held.contains(role)).findFirst().ifPresent(missing -> {
            throw ProblemException.notFound(AccessProblem.ROLE_NOT_FOUND, "role", missing);
        });
    }

    private void giveRoles(String user, List<String> roles) {
        jdbc.sql("insert into user_role (user_name, role_name) select ?, unnest(?)")
                .params(user, roles.toArray(String[]::new))
                .update();
    }

    private static User user(ResultSet row) throws SQLException {
        return new User(
                row.getString("name"),
                List.of((String[]) row.getArray("roles").getArray()),
                PropertiesColumn.read(row),
                row.getString("owner"),
                row.getString("created_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getLong("revision"));
    }
}
