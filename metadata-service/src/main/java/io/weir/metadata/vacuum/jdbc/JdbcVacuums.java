package io.weir.metadata.vacuum.jdbc;

import io.weir.metadata.MetadataProblem;
import io.weir.metadata.action.KeptTexts;
import io.weir.metadata.copy.UnlimitedTime;
import io.weir.metadata.packing.Frame;
import io.weir.metadata.table.TableHead;
import io.weir.metadata.vacuum.ListedFile;
import io.weir.metadata.vacuum.Vacuum;
import io.weir.metadata.vacuum.VacuumOrder;
import io.weir.metadata.vacuum.VacuumState;
import io.weir.metadata.vacuum.Vacuums;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcVacuums implements Vacuums {

    private static final String COLUMNS = """
            v.vacuum_id, v.table_id, t.table_uuid, v.dry_run, v.retain_hours, v.cutoff, v.ordered_by, v.request_id, v.ordered_at,
                   v.state, v.listed_after, v.listed_files, v.kept_version, v.matched_version, v.found_files, v.found_bytes,
                   v.deleted_files, v.deleted_bytes, v.problem_code, v.problem_detail, v.finished_at, t.name, t.location
            from table_vacuum v join delta_table t on t.table_id = v.table_id
            """;

    private static final String SELECT = "select " + COLUMNS;

    /** The oldest that nobody else has. */
    private static final String CLAIM = "select " + UnlimitedTime.BEGIN + ", " + COLUMNS
            + "where v.finished_at is null order by v.ordered_at limit 1 for update of v skip locked";

    private static final String START = """
            insert into table_vacuum (vacuum_id, table_id, dry_run, retain_hours, cutoff, ordered_by, request_id)
            values (?, ?, ?, ?, ?, ?, ?)""";

    /** The latest first; those of one time by their ids. */
    private static final String LIST = SELECT + """
            where v.table_id = ? and (v.ordered_at, v.vacuum_id) <
                (select b.ordered_at, b.vacuum_id from table_vacuum b where b.table_id = ? and b.vacuum_id::text = ?
                 union all select 'infinity'::timestamptz, gen_random_uuid() where ? = '')
            order by v.ordered_at desc, v.vacuum_id desc limit ?""";

    /** The head at the cutoff: what it does not need was removed before. None is older than the table's first version. */
    private static final String SETTLE = """
            update table_vacuum v set state = 'MATCHING', kept_version = coalesce(
                (select c.version from commit_log c where c.table_id = v.table_id and c.timestamp <= v.cutoff
                 order by c.timestamp desc limit 1), -1)
            where v.vacuum_id = ? returning v.kept_version""";

    private static final String MATCHED = """
            update table_vacuum v set matched_version = ?, state = ?, found_files = f.files, found_bytes = f.bytes
            from (select count(*) files, coalesce(sum(size), 0) bytes from\s""" + ListedFiles.ALL + """
                  where table_id = ?) f
            where v.vacuum_id = ?""";

    private final JdbcClient jdbc;

    JdbcVacuums(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Vacuum start(TableHead table, VacuumOrder order) {
        UUID id = UUID.randomUUID();
        try {
            jdbc.sql(START)
                    .params(List.of(
                            id,
                            table.tableId(),
                            order.dryRun(),
                            order.retainHours(),
                            order.cutoff().toEpochMilli()))
                    .param(order.orderedBy())
                    .param(order.requestId())
                    .update();
        } catch (DuplicateKeyException unfinished) {
            throw new ProblemException(
                    MetadataProblem.VACUUM_UNDER_WAY, "A vacuum of table " + table.name() + " is under way");
        }
        return find(table.tableId(), id).orElseThrow();
    }

    @Override
    public Optional<Vacuum> find(long tableId, UUID id) {
        return jdbc.sql(SELECT + "where v.table_id = ? and v.vacuum_id = ?")
                .params(List.of(tableId, id))
                .query(VacuumRow::read)
                .optional();
    }

    @Override
    public List<Vacuum> list(long tableId, PageRequest page) {
        String after = page.after() == null ? "" : page.after();
        return jdbc.sql(LIST)
                .params(List.of(tableId, tableId, after, after, page.limit() + 1))
                .query(VacuumRow::read)
                .list();
    }

    @Override
    public List<ListedFile> files(long tableId, PageRequest page) {
        boolean known = jdbc.sql("select found_files is not null from table_vacuum where table_id = ?"
                        + " order by ordered_at desc, vacuum_id desc limit 1")
                .param(tableId)
                .query(Boolean.class)
                .optional()
                .orElse(false);
        return known
                ? new ListedFiles(jdbc, tableId).page(page.after() == null ? "" : page.after(), page.limit() + 1)
                : List.of();
    }

    @Override
    public Optional<Vacuum> claim() {
        return jdbc.sql(CLAIM).query(VacuumRow::read).optional();
    }

    @Override
    public void begin(Vacuum vacuum) {
        listed(vacuum).clear();
    }

    @Override
    public void listed(Vacuum vacuum, List<ListedFile> files, String listedAfter, int looked) {
        listed(vacuum).add(files);
        jdbc.sql("update table_vacuum set listed_after = ?, listed_files = listed_files + ? where vacuum_id = ?")
                .params(List.of(listedAfter, looked, vacuum.id()))
                .update();
    }

    @Override
    public void settle(Vacuum vacuum) {
        long kept = jdbc.sql(SETTLE).param(vacuum.id()).query(Long.class).single();
        if (!vacuum.order().dryRun()) {
            jdbc.sql("update delta_table set kept_version = greatest(kept_version, ?) where table_id = ?")
                    .params(List.of(kept, vacuum.tableId()))
                    .update();
        }
    }

    @Override
    public long match(Vacuum vacuum) {
        long head = headVersion(vacuum.tableId());
        new NeededFiles(jdbc, vacuum, Objects.requireNonNull(vacuum.keptVersion())).takeOff();
        return head;
    }

    @Override
    public void matched(Vacuum vacuum, long version, VacuumState next) {
        jdbc.sql(MATCHED)
                .params(List.of(version, next.name(), vacuum.tableId(), vacuum.id()))
                .update();
    }

    @Override
    public List<ListedFile> next(Vacuum vacuum, int limit) {
        return listed(vacuum).page("", limit);
    }

    private ListedFiles listed(Vacuum vacuum) {
        return new ListedFiles(jdbc, vacuum.tableId());
    }

    @Override
    public void deleted(Vacuum vacuum, List<ListedFile> files) {
        listed(vacuum).takeOff(files.stream().map(ListedFile::path).toList());
        jdbc.sql("update table_vacuum set deleted_files = deleted_files + ?, deleted_bytes = deleted_bytes + ?"
                        + " where vacuum_id = ?")
                .params(List.of(
                        files.size(), files.stream().mapToLong(ListedFile::size).sum(), vacuum.id()))
                .update();
    }

    @Override
    public void rematched(Vacuum vacuum, long version) {
        jdbc.sql("update table_vacuum set matched_version = ? where vacuum_id = ?")
                .params(List.of(version, vacuum.id()))
                .update();
    }

    @Override
    public void succeed(Vacuum vacuum) {
        finish(vacuum, VacuumState.SUCCEEDED, null, null);
    }

    @Override
    public void fail(Vacuum vacuum, String code, String detail) {
        finish(vacuum, VacuumState.FAILED, code, detail);
    }

    private void finish(Vacuum vacuum, VacuumState state, @Nullable String code, @Nullable String detail) {
        jdbc.sql("update table_vacuum set state = ?, problem_code = ?, problem_detail = ?, finished_at = now()"
                        + " where vacuum_id = ? and finished_at is null")
                .param(state.name())
                .param(code)
                .param(detail == null ? null : KeptTexts.printable(detail))
                .param(vacuum.id())
                .update();
    }

    @Override
    public Optional<byte[]> content(long tableId, long version) {
        return jdbc.sql("select content from commit_log where table_id = ? and version = ?")
                .params(List.of(tableId, version))
                .query((row, number) -> Frame.content(row.getBytes(1)))
                .optional();
    }

    @Override
    public long publishedVersion(long tableId) {
        return jdbc.sql("select published_version from table_mirror where table_id = ?")
                .param(tableId)
                .query(Long.class)
                .single();
    }

    @Override
    public String metadata(long tableId) {
        return jdbc.sql("select metadata from delta_table where table_id = ?")
                .param(tableId)
                .query(String.class)
                .single();
    }

    private long headVersion(long tableId) {
        return jdbc.sql("select head_version from delta_table where table_id = ?")
                .param(tableId)
                .query(Long.class)
                .single();
    }
}
