package io.weir.platform.access.jdbc;

import io.weir.platform.access.AccessProblem;
import io.weir.platform.access.GrantFilter;
import io.weir.platform.access.Grants;
import io.weir.platform.access.RoleGrant;
import io.weir.support.access.Grant;
import io.weir.support.access.Member;
import io.weir.support.access.Privilege;
import io.weir.support.access.Removal;
import io.weir.support.access.ResourceKind;
import io.weir.support.access.RoleGrants;
import io.weir.support.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcGrants implements Grants, RoleGrants {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /** What is in the organizations that a grant is on: one, or those whose names begin as its name says. */
    private static final String MEMBERS = "array(select c.kind || ' ' || c.name from organization_content c"
            + " where role_grant.kind = 'ORGANIZATION' and (c.organization = role_grant.name or"
            + " (right(role_grant.name, 1) = '*' and starts_with(c.organization, left(role_grant.name, -1))))"
            + " order by c.kind, c.name)";

    private static final String COLUMNS =
            "id, role_name, privilege, kind, name, with_grant_option, granted_by, granted_at, " + MEMBERS
                    + " as members";
    private static final String SELECT = "select " + COLUMNS + " from role_grant ";

    private final JdbcClient jdbc;

    JdbcGrants(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public RoleGrant add(String role, Grant grant, String grantedBy) {
        try {
            return jdbc.sql("insert into role_grant"
                            + " (role_name, privilege, kind, name, with_grant_option, granted_by, granted_at)"
                            + " values (?, ?, ?, ?, ?, ?, now()) returning " + COLUMNS)
                    .params(role, grant.privilege().name(), grant.kind().name(), grant.name(), grant.withGrantOption())
                    .param(grantedBy)
                    .query((row, number) -> grant(row))
                    .single();
        } catch (DuplicateKeyException taken) {
            throw new ProblemException(
                    AccessProblem.GRANT_EXISTS, "The role '" + role + "' has this grant already", null, taken);
        } catch (DataIntegrityViolationException dropped) {
            throw new ProblemException(
                    AccessProblem.ROLE_NOT_FOUND, "The role '" + role + "' was dropped meanwhile", null, dropped);
        }
    }

    @Override
    public Optional<RoleGrant> find(long id) {
        return jdbc.sql(SELECT + "where id = ?")
                .param(id)
                .query((row, number) -> grant(row))
                .optional();
    }

    @Override
    public List<RoleGrant> list(GrantFilter filter, long after, int limit) {
        return list("", "(:role::text is null or role_name = :role)", filter, after, limit);
    }

    /** Whatever stands in the table: the walk ends, for it adds each role once. */
    @Override
    public List<RoleGrant> listInherited(GrantFilter filter, long after, int limit) {
        String had = "with recursive had (name) as (select :role::text union"
                + " select granted_role from role_role join had on role_name = had.name) ";
        return list(had, "role_name in (select name from had)", filter, after, limit);
    }

    private List<RoleGrant> list(String with, String ofRole, GrantFilter filter, long after, int limit) {
        return jdbc.sql(with + SELECT + "where id > :after and " + ofRole
                        + " and (:kind::text is null or kind = :kind) and (:name::text is null or name = :name)"
                        + " order by id limit :limit")
                .param("after", after)
                .param("role", filter.role())
                .param("kind", filter.kind() == null ? null : filter.kind().name())
                .param("name", filter.name())
                .param("limit", limit)
                .query((row, number) -> grant(row))
                .list();
    }

    @Override
    public boolean remove(long id) {
        return jdbc.sql("delete from role_grant where id = ?").param(id).update() == 1;
    }

    @Override
    public void forget(Removal removal) {
        jdbc.sql("with taken as (delete from organization_content"
                        + " where kind = :kind and name = :name and added_at <= :at)"
                        + " delete from role_grant where kind = :kind and name = :name and granted_at <= :at")
                .param("kind", removal.kind().name())
                .param("name", removal.name())
                .param("at", removal.removedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public void forget(ResourceKind kind, String name) {
        jdbc.sql("with taken as (delete from organization_content where kind = :kind and name = :name)"
                        + " delete from role_grant where kind = :kind and name = :name")
                .param("kind", kind.name())
                .param("name", name)
                .update();
    }

    @Override
    public List<Grant> of(String role) {
        try {
            return listInherited(new GrantFilter(role, null, null), 0, Integer.MAX_VALUE).stream()
                    .flatMap(RoleGrant::grants)
                    .toList();
        } catch (DataAccessException away) {
            throw ProblemException.unavailable(
                    "What the caller was granted cannot be told: the database does not answer", RETRY_AFTER, away);
        }
    }

    private static RoleGrant grant(ResultSet row) throws SQLException {
        Grant grant = new Grant(
                Privilege.valueOf(row.getString("privilege")),
                ResourceKind.valueOf(row.getString("kind")),
                row.getString("name"),
                row.getBoolean("with_grant_option"));
        return new RoleGrant(
                row.getLong("id"),
                row.getString("role_name"),
                grant,
                row.getString("granted_by"),
                row.getObject("granted_at", OffsetDateTime.class).toInstant(),
                Stream.of((String[]) row.getArray("members").getArray())
                        .map(JdbcGrants::member)
                        .toList());
    }

    private static Member member(String kindAndName) {
        String[] parts = kindAndName.split(" ", 2);
        return new Member(ResourceKind.valueOf(parts[0]), parts[1]);
    }
}
