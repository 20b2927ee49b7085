package io.weir.platform.access.jdbc;

import io.weir.platform.access.AccessProblem;
import io.weir.platform.access.Role;
import io.weir.platform.access.Roles;
import io.weir.support.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcRoles implements Roles {

    private static final int NAMED = 100;

    private final JdbcClient jdbc;

    JdbcRoles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(Role role) {
        try {
            jdbc.sql("insert into access_role (name, description, created_by, created_at) values (?, ?, ?, ?)")
                    .params(role.name(), role.description(), role.createdBy())
                    .param(role.createdAt().atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DuplicateKeyException taken) {
            throw new ProblemException(
                    AccessProblem.ROLE_EXISTS, "There is a role '" + role.name() + "' already", null, taken);
        }
    }

    @Override
    public Optional<Role> find(String name) {
        return jdbc.sql("select * from access_role where name = ?")
                .param(name)
                .query((row, number) -> role(row))
                .optional();
    }

    @Override
    public List<Role> list(@Nullable String after, int limit) {
        return jdbc.sql("select * from access_role where name > ? order by name limit ?")
                .params(after == null ? "" : after, limit)
                .query((row, number) -> role(row))
                .list();
    }

    @Override
    public boolean remove(String name) {
        try {
            return jdbc.sql("delete from access_role where name = ?")
                            .param(name)
                            .update()
                    == 1;
        } catch (DataIntegrityViolationException had) {
            List<String> users = jdbc.sql(
                            "select user_name from user_role where role_name = ? order by 1 limit " + NAMED)
                    .param(name)
                    .query(String.class)
                    .list();
            throw new ProblemException(
                            AccessProblem.ROLE_IN_USE,
                            "The role '" + name + "' is had by " + String.join(", ", users),
                            null,
                            had)
                    .with("users", users);
        }
    }

    private static Role role(ResultSet row) throws SQLException {
        return new Role(
                row.getString("name"),
                row.getString("description"),
                row.getString("created_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
