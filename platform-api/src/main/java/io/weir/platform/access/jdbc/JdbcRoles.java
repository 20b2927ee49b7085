package io.weir.platform.access.jdbc;

import io.weir.platform.access.AccessProblem;
import io.weir.platform.access.Role;
import io.weir.platform.access.RoleGraph;
import io.weir.platform.access.Roles;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcRoles implements Roles {

    private static final int NAMED = 100;
    private static final String ROLES = "select r.name, r.description, r.created_by, r.created_at,"
            + " coalesce(r.updated_at, r.created_at) as updated_at, r.revision,"
            + " array(select granted_role from role_role where role_name = r.name order by 1) as roles"
            + " from access_role r";

    private static final String CHANGED =
            "update access_role set updated_at = now(), revision = revision + 1 where name in";

    private final JdbcClient jdbc;

    JdbcRoles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(Role role) {
        try {
            jdbc.sql("insert into access_role (name, description, created_by, created_at, updated_at, revision)"
                            + " values (?, ?, ?, ?, ?, ?)")
                    .params(role.name(), role.description(), role.createdBy())
                    .param(role.createdAt().atOffset(ZoneOffset.UTC))
                    .param(role.updatedAt().atOffset(ZoneOffset.UTC))
                    .param(role.revision())
                    .update();
        } catch (DuplicateKeyException taken) {
            throw new ProblemException(
                    AccessProblem.ROLE_EXISTS, "There is a role '" + role.name() + "' already", null, taken);
        }
    }

    @Override
    public Optional<Role> find(String name) {
        return jdbc.sql(ROLES + " where name = ?")
                .param(name)
                .query((row, number) -> role(row))
                .optional();
    }

    @Override
    public List<Role> list(PageRequest page) {
        return jdbc.sql(ROLES + " where name > ? and starts_with(name, ?) order by name limit ?")
                .params(page.afterOrFirst(), page.prefix(), page.rowsToRead())
                .query((row, number) -> role(row))
                .list();
    }

    @Override
    public Role update(Role read, String description) {
        int changed = jdbc.sql("update access_role set description = ?, updated_at = now(), revision = revision + 1"
                        + " where name = ? and revision = ?")
                .params(description, read.name(), read.revision())
                .update();
        mustHaveChanged(changed, read);
        return get(read.name());
    }

    private static void mustHaveChanged(int rows, Role read) {
        if (rows == 0) {
            throw ProblemException.stale("role", read.name());
        }
    }

    /** What it has goes in the same statement, whose table is locked first: before any role, as {@link #lockGraph()} does. */
    @Override
    public void remove(Role read) {
        String name = read.name();
        try {
            int removed = jdbc.sql("with gone as (delete from role_role where role_name = ?"
                            + " and exists (select 1 from access_role where name = ? and revision = ?))"
                            + " delete from access_role where name = ? and revision = ?")
                    .params(name, name, read.revision(), name, read.revision())
                    .update();
            mustHaveChanged(removed, read);
        } catch (DataIntegrityViolationException had) {
            List<String> users = holders("select user_name from user_role where role_name = ?", name);
            List<String> roles = holders("select role_name from role_role where granted_role = ?", name);
            String holders = String.join(
                    ", ", Stream.concat(users.stream(), roles.stream()).toList());
            String detail = "The role '" + name + "' is had by " + holders;
            throw new ProblemException(AccessProblem.ROLE_IN_USE, detail, null, had)
                    .with("users", users)
                    .with("roles", roles);
        }
    }

    private List<String> holders(String query, String role) {
        return jdbc.sql(query + " order by 1 limit " + NAMED)
                .param(role)
                .query(String.class)
                .list();
    }

    @Override
    public RoleGraph lockGraph() {
        jdbc.sql("lock table role_role in share row exclusive mode").update();
        return new RoleGraph(jdbc.sql("select role_name, granted_role from role_role")
                .query((row, number) -> new RoleGraph.Link(row.getString(1), row.getString(2)))
                .list());
    }

    @Override
    public void add(RoleGraph.Link link) {
        jdbc.sql("with added as (insert into role_role (role_name, granted_role) values (?, ?) on conflict do nothing"
                        + " returning role_name) " + CHANGED + " (select role_name from added)")
                .params(link.role(), link.granted())
                .update();
    }

    @Override
    public void remove(RoleGraph.Link link) {
        jdbc.sql("with taken as (delete from role_role where role_name = ? and granted_role = ? returning role_name) "
                        + CHANGED + " (select role_name from taken)")
                .params(link.role(), link.granted())
                .update();
    }

    private static Role role(ResultSet row) throws SQLException {
        return new Role(
                row.getString("name"),
                row.getString("description"),
                List.of((String[]) row.getArray("roles").getArray()),
                row.getString("created_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getLong("revision"));
    }
}
