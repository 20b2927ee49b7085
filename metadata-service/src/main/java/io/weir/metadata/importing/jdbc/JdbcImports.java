package io.weir.metadata.importing.jdbc;

import io.weir.metadata.MetadataProblem;
import io.weir.metadata.action.KeptTexts;
import io.weir.metadata.copy.UnlimitedTime;
import io.weir.metadata.importing.ImportOrder;
import io.weir.metadata.importing.ImportRange;
import io.weir.metadata.importing.Imports;
import io.weir.metadata.importing.ReachedVersion;
import io.weir.metadata.importing.TableImport;
import io.weir.metadata.importing.TableImport.ImportProblem;
import io.weir.metadata.importing.TableImport.ImportRest;
import io.weir.metadata.importing.VersionBatch;
import io.weir.metadata.packing.LogPacking;
import io.weir.support.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcImports implements Imports {

    /** By name, as an upgrade may add others. */
    private static final String COLUMNS = """
            table_id, name, location, owner, up_to_version, checkpoint_only, skip_validation, first_version, last_version,
            from_checkpoint, warnings, problem_code, problem_detail, failures, next_attempt_at, state, started_at, finished_at, imported_version,
            timestamp, protocol, metadata, bound_slots, live_files, live_bytes, live_rows""";

    private static final String SELECT = "select " + COLUMNS + " from table_import ";

    private static final String START = """
            insert into table_import (table_id, name, location, owner, up_to_version, checkpoint_only, skip_validation,
                                      first_version, last_version, from_checkpoint, warnings)
            values (nextval(pg_get_serial_sequence('delta_table', 'table_id')), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            returning\s""" + COLUMNS;

    /** What a step that is done sets back. */
    private static final String WELL =
            "failures = 0, next_attempt_at = null, problem_code = null, problem_detail = null";

    /** Where nothing is in yet, the log may have been cut off at its beginning meanwhile. */
    private static final String RESUME = """
            update table_import set state = 'RUNNING', finished_at = null, last_version = ?,
                first_version = case when imported_version is null then ? else first_version end,
                from_checkpoint = case when imported_version is null then ? else from_checkpoint end,\s""" + WELL + " where table_id = ?";

    private static final String REACHED = "update table_import set " + WELL + """
            , imported_version = ?, timestamp = ?, protocol = ?, metadata = ?,
                live_files = ?, live_bytes = ?, live_rows = ?, bound_slots = ? where table_id = ?""";

    /** Where it stands as it was found when it was claimed: since that step was undone, another may have gone on with it. */
    private static final String AS_CLAIMED =
            " where table_id = ? and state <> 'SUCCEEDED' and imported_version is not distinct from ?::bigint";

    private static final String FAIL = """
            update table_import set state = 'FAILED', finished_at = now(), failures = 0, next_attempt_at = null,
                problem_code = ?, problem_detail = ?""" + AS_CLAIMED;

    private static final String REST = """
            update table_import set failures = ?, next_attempt_at = ?, problem_code = ?, problem_detail = ?""" + AS_CLAIMED;

    private static final String TABLE = """
            insert into delta_table (table_id, table_uuid, name, location, owner, created_at, head_version, head_timestamp,
                                     protocol, metadata, live_files, live_bytes, live_rows, bound_slots)
            overriding system value
            select table_id, ?, name, location, owner, now(), imported_version, timestamp, protocol, metadata,
                   live_files, live_bytes, live_rows, bound_slots
            from table_import where table_id = ?""";

    private static final String MIRROR = """
            insert into table_mirror (table_id, state, published_version, last_error)
            select table_id, ?, imported_version, ? from table_import where table_id = ?""";

    /** Files that were copied are younger than what they say. */
    private static final String BEFORE_SWITCH = """
            update commit_log c set timestamp = s.timestamp - (s.version - c.version)
            from commit_log s
            where s.table_id = ? and s.version = ? and c.table_id = s.table_id and c.version < s.version
              and c.timestamp > s.timestamp - (s.version - c.version)""";

    private static final String OVERTAKEN =
            "imported only up to this version, while the log has more: what is committed here cannot be published";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final LogPacking packing;

    JdbcImports(JdbcClient jdbc, JdbcTemplate template, LogPacking packing) {
        this.jdbc = jdbc;
        this.template = template;
        this.packing = packing;
    }

    @Override
    public Optional<TableImport> find(String table) {
        return jdbc.sql(SELECT + "where name = ? order by started_at desc, table_id desc limit 1")
                .param(table)
                .query(ImportRow::read)
                .optional();
    }

    @Override
    public TableImport start(ImportOrder order, ImportRange range) {
        try {
            return jdbc.sql(START)
                    .param(order.table())
                    .param(order.location())
                    .param(order.owner())
                    .param(order.upToVersion())
                    .param(order.checkpointOnly())
                    .param(order.skipValidation())
                    .param(range.first())
                    .param(range.last())
                    .param(range.checkpoint().toArray(String[]::new))
                    .param(range.warnings().toArray(String[]::new))
                    .query(ImportRow::read)
                    .single();
        } catch (DuplicateKeyException taken) {
            throw new ProblemException(
                    MetadataProblem.IMPORT_UNFINISHED,
                    "There is an unfinished import of " + order.table() + " or of " + order.location());
        }
    }

    @Override
    public void resume(long tableId, ImportRange range) {
        jdbc.sql(RESUME)
                .params(List.of(range.last(), range.first()))
                .param(range.checkpoint().toArray(String[]::new))
                .param(tableId)
                .update();
    }

    @Override
    public Optional<TableImport> claim(Instant now) {
        return jdbc.sql("select " + UnlimitedTime.BEGIN + ", " + COLUMNS + " from table_import"
                        + " where state = 'RUNNING' and (next_attempt_at is null or next_attempt_at <= ?)"
                        + " order by started_at limit 1 for update skip locked")
                .param(now.atOffset(ZoneOffset.UTC))
                .query(ImportRow::read)
                .optional();
    }

    @Override
    public Optional<TableImport> lock(String table) {
        return jdbc.sql(SELECT + "where name = ? and state <> 'SUCCEEDED' for update")
                .param(table)
                .query(ImportRow::read)
                .optional();
    }

    @Override
    public void append(TableImport unfinished, VersionBatch batch) throws IOException {
        long tableId = unfinished.tableId();
        try {
            ReachedVersion reached = template.execute((ConnectionCallback<ReachedVersion>) connection -> {
                try {
                    VersionRows rows = new VersionRows(connection, new FileLives(jdbc), new SmallRows(jdbc), packing);
                    return rows.append(tableId, unfinished.reached(), batch);
                } catch (IOException failed) {
                    throw ofDatabase(failed).orElseThrow(() -> new UncheckedIOException(failed));
                }
            });
            reached(tableId, Objects.requireNonNull(reached));
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    /** What PostgreSQL says of a copy comes out of the stream that it is written to. */
    private static Optional<SQLException> ofDatabase(IOException failed) {
        return failed.getCause() instanceof SQLException cause ? Optional.of(cause) : Optional.empty();
    }

    private void reached(long tableId, ReachedVersion reached) {
        jdbc.sql(REACHED)
                .params(List.of(reached.version(), reached.timestamp(), reached.protocol(), reached.metadata()))
                .params(List.of(
                        reached.totals().files(),
                        reached.totals().bytes(),
                        reached.totals().rows(),
                        reached.slots(),
                        tableId))
                .update();
    }

    @Override
    public void extend(long tableId, long lastVersion) {
        jdbc.sql("update table_import set last_version = ?, " + WELL + " where table_id = ?")
                .params(List.of(lastVersion, tableId))
                .update();
    }

    @Override
    public void warn(long tableId, String warning) {
        jdbc.sql("update table_import set warnings = warnings || ? where table_id = ?")
                .params(List.of(KeptTexts.printable(warning), tableId))
                .update();
    }

    @Override
    public void fail(TableImport failing, ImportProblem problem) {
        jdbc.sql(FAIL)
                .params(List.of(problem.code(), KeptTexts.printable(problem.detail()), failing.tableId()))
                .param(version(failing))
                .update();
    }

    @Override
    public void rest(TableImport failing, ImportProblem problem, ImportRest rest) {
        jdbc.sql(REST)
                .params(List.of(rest.failures(), rest.until().atOffset(ZoneOffset.UTC)))
                .params(List.of(problem.code(), KeptTexts.printable(problem.detail()), failing.tableId()))
                .param(version(failing))
                .update();
    }

    private static @Nullable Long version(TableImport claimed) {
        ReachedVersion reached = claimed.reached();
        return reached == null ? null : reached.version();
    }

    @Override
    public void publish(TableImport complete, boolean paused) {
        long tableId = complete.tableId();
        complete.timestampsSince().ifPresent(version -> jdbc.sql(BEFORE_SWITCH)
                .params(List.of(tableId, version))
                .update());
        jdbc.sql(TABLE)
                .params(List.of(Objects.requireNonNull(complete.uuid()), tableId))
                .update();
        jdbc.sql(MIRROR)
                .param(paused ? "PAUSED" : "ACTIVE")
                .param(paused ? OVERTAKEN : null)
                .param(tableId)
                .update();
        jdbc.sql("update table_import set state = 'SUCCEEDED', finished_at = now(), " + WELL + " where table_id = ?")
                .param(tableId)
                .update();
    }

    @Override
    public void abandon(long tableId) {
        jdbc.sql(UnlimitedTime.LIFT).update();
        for (String relation : ImportRow.RELATIONS) {
            jdbc.sql("delete from " + relation + " where table_id = ?")
                    .param(tableId)
                    .update();
        }
    }
}
