package io.weir.ingest.deltasink;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.decode.ValueType;
import io.weir.ingest.sink.Memory;
import io.weir.support.problem.ProblemException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A Delta table of what one pipeline remembers. A batch appends what it adds; what was forgotten stays in its files until all
 * of them are replaced by one that has what is remembered then. A batch writes as much as it adds, and beyond that, on the
 * average of many, no more than 100,000 rows, or as many as were added since the last time; there are never more than 64
 * files, and one for each 100,000 rows.
 */
final class StateTable {

    private static final String LIFE = "__weir_life";
    private static final String KIND = "__weir_kind";
    private static final String WRITER = "__weir_writer";
    private static final int FEW_FILES = 64;
    private static final long FEW_ROWS = 100_000;

    private final DeltaTables tables;
    private final String name;
    private final String pipeline;
    private final AppendedTable appended;

    /** Whose records need not be learnt. */
    private final String writer = UUID.randomUUID().toString();

    private Contents contents = new Contents(0, 0);

    /** The files that were there when records were learnt last. */
    private Set<String> known = Set.of();

    /** How much the table has. */
    private record Contents(long files, long rows) {}

    /** What is to be appended, and how much the table has then. */
    record Next(Appending appending, long files, long rows) {}

    StateTable(DeltaTables tables, String name, String pipeline) {
        this.tables = tables;
        this.name = name;
        this.pipeline = pipeline;
        // No run's: it is nothing that the pipeline made for somebody.
        this.appended = new AppendedTable(tables, name, pipeline, null);
    }

    AppendedTable appended() {
        return appended;
    }

    /**
     * The transactions of the pipeline.
     *
     * @throws ProblemException if the table is something else
     */
    Map<String, Long> transactions() {
        Optional<DeltaTable> found = tables.find(name);
        if (found.isEmpty()) {
            return Map.of();
        }
        Map<String, Long> transactions = tables.transactions(name, "");
        boolean own = DeltaSchema.columns(found.get().schema()).fields().containsKey(LIFE)
                && transactions.keySet().stream().allMatch(application -> application.startsWith(pipeline + "/"));
        if (!own) {
            throw new ProblemException(
                    IngestProblem.PIPELINE_INVALID,
                    "table " + name + ", where pipeline " + pipeline
                            + " is to keep what it remembers, is there already and is another's");
        }
        return transactions;
    }

    /**
     * What is to be learnt: some columns of a relation.
     *
     * @param isAll whether it has what was known before, too
     */
    record Kept(StructType columns, String relation, boolean isAll) {}

    /**
     * What was added in a life, and is not known yet. To be asked for after the transactions, so that nothing is missing that
     * they tell of.
     *
     * @param wanted columns, which are left out where the table lacks them
     */
    Kept kept(StructType wanted, long life, String kind) {
        Optional<DeltaTable> found = tables.find(name);
        if (found.isEmpty()) {
            return new Kept(StructType.EMPTY, "", true);
        }
        List<TableFile> files = files(found.get());
        Set<String> names = files.stream().map(TableFile::name).collect(Collectors.toSet());
        boolean isAll = known.isEmpty() || !names.containsAll(known);
        List<TableFile> unknown = isAll
                ? files
                : files.stream().filter(file -> !known.contains(file.name())).toList();
        known = names;
        contents = new Contents(files.size(), found.get().rows());
        String condition = LIFE + " = " + life + " and " + KIND + " = " + Sql.text(kind)
                + (isAll ? "" : " and " + WRITER + " <> " + Sql.text(writer));
        return kept(found.get(), unknown, wanted, condition, isAll);
    }

    private static Kept kept(
            DeltaTable table, List<TableFile> files, StructType wanted, String condition, boolean isAll) {
        Map<String, String> names = names(table);
        Map<String, ValueType> columns = new LinkedHashMap<>();
        wanted.fields().forEach((column, type) -> {
            if (names.containsKey(column)) {
                columns.put(column, type);
            }
        });
        String values = columns.keySet().stream()
                .map(column -> Sql.name(String.valueOf(names.get(column))) + " as " + Sql.name(column))
                .collect(Collectors.joining(", "));
        String rows = TableRows.of(table).select(files);
        return new Kept(
                new StructType(columns), "(select " + values + " from (" + rows + ") where " + condition + ")", isAll);
    }

    private List<TableFile> files(DeltaTable table) {
        List<TableFile> files = new ArrayList<>();
        tables.eachFile(table, files::add);
        return files;
    }

    /** The names that the files have for columns. */
    private static Map<String, String> names(DeltaTable table) {
        Map<String, String> names = new LinkedHashMap<>();
        Iterator<String> stored =
                DeltaSchema.named(table.schema()).fields().keySet().iterator();
        DeltaSchema.columns(table.schema()).fields().keySet().forEach(column -> names.put(column, stored.next()));
        return names;
    }

    /** What a batch appends; once there is much of no use, all that is remembered in place of all files. */
    Next next(
            Memory.Taken taken,
            Remembered remembered,
            Map<String, Long> transactions,
            Map<String, @Nullable Long> expected) {
        long rows = contents.rows() + taken.additions();
        long files = contents.files() + (taken.additions() == 0 ? 0 : 1);
        if (files <= FEW_FILES + remembered.size() / FEW_ROWS && rows <= 2 * remembered.size() + FEW_ROWS) {
            NewRows added = remembered.rows(writer, taken.added(), taken.additions());
            return new Next(new Appending(added, transactions, expected), files, rows);
        }
        DeltaTable now = tables.find(name).orElseThrow(() -> new DeltaException("table " + name + " is gone", null));
        NewRows all = remembered.rows(writer, remembered.all(), remembered.size());
        return new Next(
                new Appending(all, transactions, expected, files(now), now.version()),
                all.count() == 0 ? 0 : 1,
                all.count());
    }

    /** Told that what was to be next is committed. */
    void isUp(Next next) {
        contents = new Contents(next.files(), next.rows());
    }

    /**
     * All that is remembered now.
     *
     * @param kept its columns
     * @param all relation that has it
     */
    record Remembered(StructType kept, long life, String kind, String all, long size) {

        NewRows rows(String writer, String relation, long count) {
            Map<String, ValueType> columns = new LinkedHashMap<>(kept.fields());
            columns.put(LIFE, TypeNames.parse("BIGINT"));
            columns.put(KIND, TypeNames.parse("VARCHAR"));
            columns.put(WRITER, TypeNames.parse("VARCHAR"));
            String values = Sql.names(kept.fields().keySet());
            return NewRows.converted(
                    new StructType(columns),
                    "(select " + values + ", " + life + "::bigint as " + LIFE + ", " + Sql.text(kind) + " as " + KIND
                            + ", " + Sql.text(writer) + " as " + WRITER + " from " + relation + ")",
                    count);
        }
    }
}
