package io.weir.platform.access.jdbc;

import io.weir.platform.access.AccessProblem;
import io.weir.platform.access.Role;
import io.weir.platform.access.RoleGraph;
import io.weir.platform.access.Roles;
import io.weir.platform.dependent.Dependent;
import io.weir.platform.dependent.Known;
import io.weir.support.access.ResourceKind;
import io.weir.support.note.PropertiesColumn;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JdbcRoles implements Roles {

    private static final String ROLES =
            "select r.name, r.description, r.properties, r.owner, r.created_by, r.created_at,"
                    + " coalesce(r.updated_at, r.created_at) as updated_at, r.revision,"
                    + " array(select granted_role from role_role where role_name = r.name order by 1) as roles"
                    + " from access_role r";

    private static final String CHANGED =
            "update access_role set updated_at = now(), revision = revision + 1 where name in";

    private static final String HOLDERS = "select 'USER' as kind, user_name as name, owner from user_role"
            + " join platform_user on platform_user.name = user_name where role_name = :kept"
            + " union all select 'ROLE', role_name, owner from role_role"
            + " join access_role on access_role.name = role_name where granted_role = :kept";

    private final JdbcClient jdbc;

    JdbcRoles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(Role role) {
        try {
            jdbc.sql("insert into access_role"
                            + " (name, description, properties, owner, created_by, created_at, updated_at, revision)"
                            + " values (?, ?, ?::jsonb, ?, ?, ?, ?, ?)")
                    .params(role.name(), role.description(), PropertiesColumn.text(role.properties()))
                    .params(role.owner(), role.createdBy())
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
    public Role update(Role read, String description, Map<String, String> properties) {
        int changed = jdbc.sql("update access_role set description = ?, properties = ?::jsonb, updated_at = now(),"
                        + " revision = revision + 1 where name = ? and revision = ?")
                .params(description, PropertiesColumn.text(properties), read.name(), read.revision())
                .update();
        mustHaveChanged(changed, read);
        return get(read.name());
    }

    @Override
    public boolean handOver(Role read, String owner) {
        return jdbc.sql("update access_role set owner = ?, revision = revision + 1 where name = ? and revision = ?")
                        .params(owner, read.name(), read.revision())
                        .update()
                == 1;
    }

    private static void mustHaveChanged(int rows, Role read) {
        if (rows == 0) {
            throw ProblemException.stale("role", read.name());
        }
    }

    @Override
    public void remove(Role read, Known known) {
        try {
            delete(read);
        } catch (DataIntegrityViolationException had) {
            throw inUse(read, Keepers.of(jdbc, HOLDERS, read.name()).as(known), had);
        }
    }

    /** In the order in which a change of a user locks: the user, what it has, the role. Who is given it meanwhile keeps it. */
    @Override
    @Transactional
    public void removeFromAll(Role read, Known known, Consumer<Dependent> mustChange) {
        String name = read.name();
        lockGraph();
        List<Dependent> holders = lockedHolders(name);
        if (!holders.stream().allMatch(known::test)) {
            throw inUse(read, new Keepers(holders, 0).as(known), null);
        }
        holders.forEach(mustChange);
        jdbc.sql("with taken as (delete from user_role where role_name = ? returning user_name)"
                        + " update platform_user set updated_at = now(), revision = revision + 1"
                        + " where name in (select user_name from taken)")
                .param(name)
                .update();
        jdbc.sql("with taken as (delete from role_role where granted_role = ? returning role_name) " + CHANGED
                        + " (select role_name from taken)")
                .param(name)
                .update();
        try {
            delete(read);
        } catch (DataIntegrityViolationException givenMeanwhile) {
            throw new ProblemException(
                    AccessProblem.ROLE_IN_USE,
                    "The role '" + name + "' was given to somebody meanwhile",
                    null,
                    givenMeanwhile);
        }
    }

    private List<Dependent> lockedHolders(String name) {
        List<Dependent> users = jdbc.sql(
                        "select 'USER' as kind, name, owner from platform_user"
                                + " where name in (select user_name from user_role where role_name = ?) order by name for update")
                .param(name)
                .query((row, number) -> Keepers.keeper(row))
                .list();
        List<Dependent> roles = jdbc.sql("select 'ROLE' as kind, name, owner from access_role"
                        + " where name in (select role_name from role_role where granted_role = ?) order by name")
                .param(name)
                .query((row, number) -> Keepers.keeper(row))
                .list();
        return Stream.concat(users.stream(), roles.stream()).toList();
    }

    /**
     * What it has, and what was granted on it, goes in the same statement, whose table is locked first: before any role, as
     * {@link #lockGraph()} does.
     */
    private void delete(Role read) {
        String name = read.name();
        int removed = jdbc.sql("with gone as (delete from role_role where role_name = ?"
                        + " and exists (select 1 from access_role where name = ? and revision = ?)),"
                        + " removed as (delete from access_role where name = ? and revision = ? returning name),"
                        + " taken_out as (delete from organization_content where kind = 'ROLE'"
                        + " and name in (select name from removed)),"
                        + " ungranted as (delete from role_grant where kind = 'ROLE'"
                        + " and name in (select name from removed)) select count(*) from removed")
                .params(name, name, read.revision(), name, read.revision())
                .query(Integer.class)
                .single();
        mustHaveChanged(removed, read);
    }

    private static ProblemException inUse(Role read, Keepers holders, @Nullable Throwable cause) {
        return holders.problem(AccessProblem.ROLE_IN_USE, "The role '" + read.name() + "' is had by", cause)
                .with("users", holders.names(ResourceKind.USER))
                .with("roles", holders.names(ResourceKind.ROLE));
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
                PropertiesColumn.read(row),
                List.of((String[]) row.getArray("roles").getArray()),
                row.getString("owner"),
                row.getString("created_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getLong("revision"));
    }
}
