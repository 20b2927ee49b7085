package io.weir.platform.audit.jdbc;

import io.weir.platform.audit.AuditEntries;
import io.weir.platform.audit.AuditEntry;
import io.weir.platform.audit.AuditSearch;
import io.weir.platform.audit.UnwritableEntryException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JdbcAuditEntries implements AuditEntries {

    /** Classes of PostgreSQL's refusals for good: of a value, and by a limit as that of a row in an index. */
    private static final Set<String> FOR_GOOD = Set.of("22", "54");

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    JdbcAuditEntries(JdbcTemplate template, JdbcClient jdbc) {
        this.template = template;
        this.jdbc = jdbc;
    }

    @Override
    @Transactional
    public void add(List<AuditEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        try {
            insert(entries);
        } catch (DataAccessException failed) {
            if (failed.getMostSpecificCause() instanceof SQLException refused && isForGood(refused)) {
                throw new UnwritableEntryException(String.valueOf(refused.getMessage()), failed);
            }
            throw failed;
        }
    }

    private static boolean isForGood(SQLException refused) {
        String state = refused.getSQLState();
        return state != null && FOR_GOOD.contains(state.substring(0, 2));
    }

    private void insert(List<AuditEntry> entries) {
        template.batchUpdate(
                "insert into audit_entry (at, caller, method, path, status, request_id, address, table_id,"
                        + " created) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                entries,
                entries.size(),
                (statement, entry) -> {
                    statement.setObject(1, column(entry.at()));
                    statement.setString(2, entry.caller());
                    statement.setString(3, entry.method());
                    statement.setString(4, entry.path());
                    statement.setInt(5, entry.status());
                    statement.setString(6, entry.requestId());
                    statement.setString(7, entry.address());
                    statement.setString(8, entry.tableId());
                    statement.setString(9, entry.created());
                });
    }

    @Override
    public List<AuditEntry> list(AuditSearch search, @Nullable Long before, int limit) {
        return jdbc.sql("select id, at, caller, method, path, status, request_id, address, table_id, created"
                        + " from audit_entry where id < :before" + conditions(search)
                        + " order by id desc limit :limit")
                .param("before", before == null ? Long.MAX_VALUE : before)
                .param("limit", limit)
                .param("caller", search.caller())
                .param("resource", search.resource())
                .param("below", below(search.resource()))
                .param("since", column(search.since()))
                .param("until", column(search.until()))
                .query(JdbcAuditEntries::entry)
                .list();
    }

    /** Only what is asked for, so that each question has the index that is its own. */
    private static String conditions(AuditSearch search) {
        return (search.caller() == null ? "" : " and caller = :caller")
                + (search.resource() == null
                        ? ""
                        : " and (path = :resource or path like :below or created = :resource)")
                + (search.since() == null ? "" : " and at >= :since")
                + (search.until() == null ? "" : " and at < :until");
    }

    private static @Nullable String below(@Nullable String resource) {
        return resource == null ? null : resource.replaceAll("[\\\\%_]", "\\\\$0") + "/%";
    }

    @Override
    public int removeBefore(Instant time) {
        return jdbc.sql("delete from audit_entry where at < ?")
                .param(column(time))
                .update();
    }

    private static AuditEntry entry(ResultSet row, int number) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("caller"),
                row.getString("method"),
                row.getString("path"),
                row.getInt("status"),
                row.getString("request_id"),
                row.getString("address"),
                row.getString("table_id"),
                row.getString("created"));
    }

    private static @Nullable OffsetDateTime column(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
