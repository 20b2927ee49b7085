package io.weir.ingest.decode;

import io.weir.ingest.stage.StagedBatch;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns staged batches into rows. Knows the columns of its target and adds those that records bring; a record that
 * cannot be a row of it is rejected with a reason, and the others go on. One thread uses it.
 *
 * <p>A healthy batch is one statement. One that fails is looked at more closely step by step: new keys, then what is
 * not JSON, then what does not fit, and at last halves of halves, so that no record can stop the others.
 */
public final class Decoder implements BatchDecoder {

    private final Connection connection;
    private final Decoding decoding;
    private final BatchReader reader;
    private final ColumnFinder everyRecord;
    private final Screening screening;
    private final Path prototype;
    private final Path accepted;
    private final Path translated;
    private StructType columns;
    private NumberReading numbers = NumberReading.FAST;

    /**
     * @param columns what the target's tables have already
     * @param prototype a file to be used freely
     * @param accepted another one
     */
    public Decoder(Connection connection, Decoding decoding, StructType columns, Path prototype, Path accepted) {
        this.connection = connection;
        this.decoding = decoding;
        this.columns = columns.evolve(decoding.format().columns());
        this.reader = new BatchReader(connection, prototype, decoding.closed());
        this.everyRecord = reader::columns;
        this.screening = new Screening(connection, decoding, accepted);
        this.prototype = prototype;
        this.accepted = accepted;
        this.translated = accepted.resolveSibling("translated.json");
    }

    /** Expects every record to be a row of the columns that are known, or of those that the first records have. */
    @Override
    public Optional<DecodedBatch> expect(StagedBatch batch) throws SQLException {
        if (batch.suspect()
                || !decoding.direct()
                || decoding.ordered()
                || !decoding.required().isEmpty()
                || hasLongNumbers(batch)) {
            return Optional.empty();
        }
        StructType likely = columns.fields().isEmpty()
                ? decoding.allowed(found(reader::firstColumns, batch.files(), batch.largest()))
                : columns;
        if (likely.fields().isEmpty()) {
            return Optional.empty();
        }
        String query = reader.query(batch.files(), batch.largest(), likely, numbers);
        return Optional.of(new DecodedBatch(
                connection, batch, likely, "(" + query + ")", new BatchCounts(batch.records(), Map.of(), Map.of())));
    }

    @Override
    public void confirm(DecodedBatch written) {
        columns = written.columns();
    }

    /** Whether a sink failed for what the records are. */
    public static boolean disappoints(SQLException failed) {
        return DataErrors.isOfData(failed);
    }

    @Override
    public DecodedBatch decode(StagedBatch batch) throws SQLException {
        screening.clear();
        decoding.format().translation().ifPresent(Translation::begin);
        TextFiles text = textOf(batch);
        boolean whole = text != null && readWhole(text);
        if (!whole) {
            screen(batch);
        }
        String relation = whole && decoding.ordered() ? DecodedBatch.ORDERED_ROWS : DecodedBatch.ROWS;
        Map<Integer, Long> rejected = screening.rejected();
        Map<Integer, Long> filtered = screening.filtered();
        long rows = batch.records() - BatchCounts.sum(rejected) - BatchCounts.sum(filtered);
        return new DecodedBatch(connection, batch, columns, relation, new BatchCounts(rows, rejected, filtered));
    }

    @Override
    public DecodedBatch trace(StagedBatch batch) throws SQLException {
        DecodedBatch traced =
                new Decoder(connection, decoding.in(RowOrder.TRACED), columns, prototype, accepted).decode(batch);
        columns = traced.columns();
        return traced;
    }

    /** What can be read at once; nothing where it is known that it cannot be. */
    private @Nullable TextFiles textOf(StagedBatch batch) throws SQLException {
        if (decoding.direct()) {
            return batch.suspect() ? null : exactTextOf(batch);
        }
        Translation translation = decoding.translation();
        if (translation == null) {
            return null;
        }
        TextFiles text = translate(batch, translation);
        learn(translation);
        return text;
    }

    /** The files as they are, unless digits would be lost so. */
    private @Nullable TextFiles exactTextOf(StagedBatch batch) throws SQLException {
        return hasLongNumbers(batch) ? translate(batch, new QuotedDecimals(columns)) : TextFiles.of(batch);
    }

    private @Nullable TextFiles translate(StagedBatch batch, Translation translation) throws SQLException {
        return TranslatedFiles.of(batch, translation, decoding.format().enveloped(), translated)
                .orElse(null);
    }

    /** Whether a column wants digits of the batch's numbers that would be lost if it was read as it is. */
    private boolean hasLongNumbers(StagedBatch batch) {
        return new LongNumbers(WideDecimals.of(columns)).areIn(batch.files());
    }

    private boolean readWhole(TextFiles text) throws SQLException {
        if (tryWhole(text)) {
            return true;
        }
        return readAfterLearning(text, reader::firstColumns) || readAfterLearning(text, everyRecord);
    }

    private boolean readAfterLearning(TextFiles text, ColumnFinder finder) throws SQLException {
        StructType before = columns;
        learn(finder, text.files(), text.largest());
        if (!columns.equals(before) && tryWhole(text)) {
            return true;
        }
        if (finder != everyRecord) {
            // What the first records suggest may be too narrow for the others.
            columns = before;
        }
        return false;
    }

    private void screen(StagedBatch batch) throws SQLException {
        int largest = screening.load(batch, columns);
        decoding.format().translation().ifPresent(this::learn);
        screening.rejectOwn(columns);
        int[] ordinals = screening.acceptedOrdinals();
        List<Path> files = screening.write(0, batch.records());
        if (tryRead(files, largest, ordinals.length, numbers)) {
            return;
        }
        if (screening.rejectKeys(columns)) {
            ordinals = screening.acceptedOrdinals();
            files = screening.write(0, batch.records());
        }
        learn(everyRecord, files, largest);
        if (columns.fields().isEmpty()) {
            screening.rejectAll("has no key, and the table has no column yet");
            return;
        }
        if (ordinals.length == 0 || tryRead(files, largest, ordinals.length, numbers)) {
            return;
        }
        screening.rejectMisfits(columns);
        int[] fitting = screening.acceptedOrdinals();
        if (fitting.length == ordinals.length) {
            // Nothing is wrong with the values, so they are too large to be read the fast way.
            numbers = NumberReading.EXACT;
        }
        if (!tryRead(screening.write(0, batch.records()), largest, fitting.length, NumberReading.EXACT)) {
            narrow(largest, fitting, 0, fitting.length);
            reader.read(screening.write(0, batch.records()), largest, decoding.read(columns), NumberReading.EXACT);
        }
    }

    /** Rejects by halving what no other step could name. */
    private void narrow(int largest, int[] ordinals, int from, int to) throws SQLException {
        if (from >= to) {
            return;
        }
        try {
            List<Path> half = screening.write(ordinals[from], ordinals[to - 1]);
            if (reader.read(half, largest, decoding.read(columns), NumberReading.EXACT) == to - from) {
                return;
            }
            throw new SQLException("Invalid Input Error: is more than one record");
        } catch (SQLException failed) {
            DataErrors.rethrowUnlessOfData(failed);
            if (to - from == 1) {
                screening.reject(ordinals[from], DataErrors.sentence(failed));
                return;
            }
        }
        int middle = (from + to) >>> 1;
        narrow(largest, ordinals, from, middle);
        narrow(largest, ordinals, middle, to);
    }

    private boolean tryWhole(TextFiles text) throws SQLException {
        if (!columns.fields().keySet().containsAll(decoding.required().all())) {
            return false;
        }
        long rows = decoding.ordered()
                ? tried(() -> reader.readInOrder(text.files(), text.largest(), columns, numbers))
                : tried(() -> reader.read(text.files(), text.largest(), columns, numbers));
        return rows == text.records() && !reader.hasNull(decoding.required());
    }

    private boolean tryRead(List<Path> files, int largest, long expected, NumberReading reading) throws SQLException {
        return tried(() -> reader.read(files, largest, decoding.read(columns), reading)) == expected;
    }

    private interface Attempt {
        long rows() throws SQLException;
    }

    /** How many rows were read, or -1 if a record cannot be one. */
    private long tried(Attempt attempt) throws SQLException {
        if (columns.fields().isEmpty()) {
            return -1;
        }
        try {
            return attempt.rows();
        } catch (SQLException failed) {
            DataErrors.rethrowUnlessOfData(failed);
            return -1;
        }
    }

    private interface ColumnFinder {
        StructType columns(List<Path> files, int largest) throws SQLException;
    }

    /** What a schema says of a column counts before what values look like. */
    private void learn(Translation translation) {
        if (decoding.unknown() == UnknownKeys.ADDED) {
            columns = columns.evolve(decoding.allowed(translation.columns()));
        }
    }

    private void learn(ColumnFinder finder, List<Path> files, int largest) throws SQLException {
        if (decoding.unknown() == UnknownKeys.ADDED) {
            columns = columns.evolve(decoding.allowed(found(finder, files, largest)));
        }
    }

    /** The columns that records have, or none if one of them stands in the way of finding them. */
    private static StructType found(ColumnFinder finder, List<Path> files, int largest) throws SQLException {
        try {
            return KeyOrder.of(files.get(0), finder.columns(files, largest));
        } catch (SQLException failed) {
            DataErrors.rethrowUnlessOfData(failed);
            return StructType.EMPTY;
        }
    }
}
