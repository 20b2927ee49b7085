package io.weir.platform.access.jdbc;

import io.weir.platform.access.AccessProblem;
import io.weir.platform.access.User;
import io.weir.platform.access.Users;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JdbcUsers implements Users {

    private static final String USERS = "select u.name, u.created_by, u.created_at,"
            + " coalesce(u.updated_at, u.created_at) as updated_at, u.revision,"
            + " array(select role_name from user_role where user_name = u.name order by 1)"
            + " as roles from platform_user u";

    private final JdbcClient jdbc;

    JdbcUsers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional
    public void add(User user) {
        try {
            jdbc.sql("insert into platform_user (name, created_by, created_at, updated_at, revision)"
                            + " values (?, ?, ?, ?, ?)")
                    .params(user.name(), user.createdBy())
                    .param(user.createdAt().atOffset(ZoneOffset.UTC))
                    .param(user.updatedAt().atOffset(ZoneOffset.UTC))
                    .param(user.revision())
                    .update();
        } catch (DuplicateKeyException taken) {
            throw new ProblemException(
                    AccessProblem.USER_EXISTS, "There is a user '" + user.name() + "' already", null, taken);
        }
        giveRoles(user.name(), user.roles());
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
    public User update(User read, List<String> roles) {
        int changed = jdbc.sql("update platform_user set updated_at = now(), revision = revision + 1"
                        + " where name = ? and revision = ?")
                .params(read.name(), read.revision())
                .update();
        mustHaveChanged(changed, read);
        jdbc.sql("delete from user_role where user_name = ?").param(read.name()).update();
        giveRoles(read.name(), roles);
        return get(read.name());
    }

    @Override
    @Transactional
    public void remove(User read) {
        List<String> tokens = jdbc.sql(
                        "select name from api_token where user_name = ? and revoked_at is null order by name limit 100")
                .param(read.name())
                .query(String.class)
                .list();
        if (!tokens.isEmpty()) {
            String detail = "The user '" + read.name() + "' has the tokens " + String.join(", ", tokens);
            throw new ProblemException(AccessProblem.USER_IN_USE, detail).with("users", tokens);
        }
        int changed = jdbc.sql("delete from platform_user where name = ? and revision = ?")
                .params(read.name(), read.revision())
                .update();
        mustHaveChanged(changed, read);
    }

    private static void mustHaveChanged(int rows, User read) {
        if (rows == 0) {
            throw ProblemException.stale("user", read.name());
        }
    }

    /** In one statement; names that no role has give no row. */
    private void giveRoles(String user, List<String> roles) {
        List<String> given = jdbc.sql("insert into user_role (user_name, role_name) select ?, name from access_role"
                        + " where name = any(?) returning role_name")
                .params(user, roles.toArray(String[]::new))
                .query(String.class)
                .list();
        roles.stream().filter(role -> !given.contains(role)).findFirst().ifPresent(missing -> {
            throw ProblemException.notFound(AccessProblem.ROLE_NOT_FOUND, "role", missing);
        });
    }

    private static User user(ResultSet row) throws SQLException {
        return new User(
                row.getString("name"),
                List.of((String[]) row.getArray("roles").getArray()),
                row.getString("created_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getLong("revision"));
    }
}
