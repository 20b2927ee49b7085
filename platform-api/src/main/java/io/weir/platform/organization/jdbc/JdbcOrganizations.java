package io.weir.platform.organization.jdbc;

import io.weir.platform.access.Grants;
import io.weir.platform.organization.Content;
import io.weir.platform.organization.Organization;
import io.weir.platform.organization.OrganizationProblem;
import io.weir.platform.organization.Organizations;
import io.weir.support.access.Member;
import io.weir.support.access.ResourceKind;
import io.weir.support.note.Notes;
import io.weir.support.note.PropertiesColumn;
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
class JdbcOrganizations implements Organizations {

    private static final String SELECT =
            "select name, owner, comment, properties, created_at, updated_at, revision from organization";
    private static final int NAMED = 100;

    private final JdbcClient jdbc;
    private final Grants grants;

    JdbcOrganizations(JdbcClient jdbc, Grants grants) {
        this.jdbc = jdbc;
        this.grants = grants;
    }

    @Override
    public void add(Organization organization) {
        try {
            jdbc.sql("insert into organization (name, owner, comment, properties, created_at, updated_at, revision)"
                            + " values (?, ?, ?, ?::jsonb, ?, ?, ?)")
                    .params(organization.name(), organization.owner())
                    .params(organization.notes().comment())
                    .param(PropertiesColumn.text(organization.notes().properties()))
                    .param(organization.createdAt().atOffset(ZoneOffset.UTC))
                    .param(organization.updatedAt().atOffset(ZoneOffset.UTC))
                    .param(organization.revision())
                    .update();
        } catch (DuplicateKeyException taken) {
            throw new ProblemException(
                    OrganizationProblem.ORGANIZATION_EXISTS,
                    "There is an organization '" + organization.name() + "' already",
                    null,
                    taken);
        }
    }

    @Override
    public Optional<Organization> find(String name) {
        return jdbc.sql(SELECT + " where name = ?")
                .param(name)
                .query((row, number) -> organization(row))
                .optional();
    }

    @Override
    public List<Organization> list(PageRequest page) {
        return jdbc.sql(SELECT + " where name > ? and starts_with(name, ?) order by name limit ?")
                .params(page.afterOrFirst(), page.prefix(), page.rowsToRead())
                .query((row, number) -> organization(row))
                .list();
    }

    @Override
    public Organization update(Organization read, Notes notes) {
        int changed = jdbc.sql("update organization set comment = ?, properties = ?::jsonb, updated_at = now(),"
                        + " revision = revision + 1 where name = ? and revision = ?")
                .params(notes.comment(), PropertiesColumn.text(notes.properties()), read.name(), read.revision())
                .update();
        mustHaveChanged(changed, read);
        return get(read.name());
    }

    @Override
    public boolean handOver(Organization read, String owner) {
        return jdbc.sql("update organization set owner = ?, revision = revision + 1 where name = ? and revision = ?")
                        .params(owner, read.name(), read.revision())
                        .update()
                == 1;
    }

    private static void mustHaveChanged(int rows, Organization read) {
        if (rows == 0) {
            throw ProblemException.stale("organization", read.name());
        }
    }

    /** Who puts something in waits for it, and then finds no organization; or was before it, and is seen. */
    @Override
    @Transactional
    public void remove(Organization read, boolean cascade) {
        int held = jdbc.sql("select 1 from organization where name = ? and revision = ? for update")
                .params(read.name(), read.revision())
                .query(Integer.class)
                .list()
                .size();
        mustHaveChanged(held, read);
        if (cascade) {
            jdbc.sql("delete from organization_content where organization = ?")
                    .param(read.name())
                    .update();
        } else {
            mustBeEmpty(read.name());
        }
        jdbc.sql("delete from organization where name = ?").param(read.name()).update();
        grants.forget(ResourceKind.ORGANIZATION, read.name());
    }

    private void mustBeEmpty(String name) {
        List<String> first = contents(name, new PageRequest(NAMED, null)).stream()
                .map(Content::key)
                .toList();
        if (!first.isEmpty()) {
            List<String> named = first.subList(0, Math.min(NAMED, first.size()));
            int others = count(name) - named.size();
            throw new ProblemException(
                            OrganizationProblem.ORGANIZATION_IN_USE,
                            "In the organization '" + name + "' there is " + String.join(", ", named)
                                    + (others > 0 ? ", and " + others + " more" : ""))
                    .with("users", named)
                    .with("otherUsers", others);
        }
    }

    private int count(String organization) {
        return jdbc.sql("select count(*) from organization_content where organization = ?")
                .param(organization)
                .query(Integer.class)
                .single();
    }

    /** Its row is locked: of two who come at once to one that is almost full the second is counted, too. */
    @Override
    @Transactional
    public Content put(String organization, Member member) {
        boolean isThere = jdbc.sql("select 1 from organization where name = ? for no key update")
                .param(organization)
                .query(Integer.class)
                .optional()
                .isPresent();
        if (!isThere) {
            throw ProblemException.notFound(OrganizationProblem.ORGANIZATION_NOT_FOUND, "organization", organization);
        }
        jdbc.sql("insert into organization_content (kind, name, organization, added_at) values (?, ?, ?, now())"
                        + " on conflict do nothing")
                .params(member.kind().name(), member.name(), organization)
                .update();
        mustHaveRoom(organization);
        return mustBeIn(organization, member);
    }

    private void mustHaveRoom(String organization) {
        if (count(organization) > MOST_CONTENTS) {
            throw new ProblemException(
                            OrganizationProblem.ORGANIZATION_FULL,
                            "In the organization '" + organization + "' there is as much as may be: " + MOST_CONTENTS
                                    + " things; names of tables and schemas are in their databases")
                    .with("allowed", MOST_CONTENTS);
        }
    }

    private Content mustBeIn(String organization, Member member) {
        record Place(String organization, Content content) {}
        return jdbc.sql(
                        "select organization, kind, name, added_at from organization_content where kind = ? and name = ?")
                .params(member.kind().name(), member.name())
                .query((row, number) -> new Place(row.getString("organization"), content(row)))
                .optional()
                .map(place -> {
                    if (place.organization().equals(organization)) {
                        return place.content();
                    }
                    throw new ProblemException(
                                    OrganizationProblem.IN_OTHER_ORGANIZATION,
                                    member.kind() + " '" + member.name() + "' is in the organization '"
                                            + place.organization() + "'; take it out there before")
                            .with("organization", place.organization());
                })
                .orElseThrow(() -> notIn(organization, member));
    }

    @Override
    public void take(String organization, Member member) {
        int taken = jdbc.sql("delete from organization_content where kind = ? and name = ? and organization = ?")
                .params(member.kind().name(), member.name(), organization)
                .update();
        if (taken == 0) {
            throw notIn(organization, member);
        }
    }

    private static ProblemException notIn(String organization, Member member) {
        return new ProblemException(
                OrganizationProblem.NOT_IN_ORGANIZATION,
                "In the organization '" + organization + "' there is no " + member.kind() + " '" + member.name() + "'");
    }

    @Override
    public List<Content> contents(String organization, PageRequest page) {
        return jdbc.sql("select kind, name, added_at from organization_content where organization = ?"
                        + " and kind || ' ' || name > ? order by kind || ' ' || name limit ?")
                .params(organization, page.afterOrFirst(), page.rowsToRead())
                .query((row, number) -> content(row))
                .list();
    }

    private static Content content(ResultSet row) throws SQLException {
        return new Content(
                new Member(ResourceKind.valueOf(row.getString("kind")), row.getString("name")),
                row.getObject("added_at", OffsetDateTime.class).toInstant());
    }

    private static Organization organization(ResultSet row) throws SQLException {
        return new Organization(
                row.getString("name"),
                row.getString("owner"),
                new Notes(row.getString("comment"), PropertiesColumn.read(row)),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getLong("revision"));
    }
}
