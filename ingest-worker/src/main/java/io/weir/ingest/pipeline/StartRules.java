package io.weir.ingest.pipeline;

import io.weir.ingest.pipeline.PipelineSource.StartPosition;
import io.weir.support.problem.FieldProblem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a start position must keep. */
final class StartRules {

    private static final String SEQUENCES_RULE = "a sequence from 0 on for at least one partition, as in {\"0\": 1200}";
    private static final String OFFSETS_RULE =
            "an offset as the hub gives it for at least one partition, as in {\"0\": \"8589935592\"}";
    private static final String TIME_RULE = "a time that is over, as in 2026-01-31T12:00:00Z";

    /** A filter of the broker has it between quotes. */
    private static final Pattern OFFSET = Pattern.compile("-1|[0-9A-Za-z][0-9A-Za-z:._-]{0,99}");

    private final List<FieldProblem> problems;
    private final String sequencesField;
    private final String offsetsField;
    private final String timeField;

    /** @param prefix of the names that its fields have in the request */
    StartRules(List<FieldProblem> problems, String prefix) {
        this.problems = problems;
        this.sequencesField = prefix + "startSequences";
        this.offsetsField = prefix + "startOffsets";
        this.timeField = prefix + "startTime";
    }

    void check(PipelineSource source) {
        boolean bySequence = source.startPosition() == StartPosition.SEQUENCE;
        if (goesWith(sequencesField, source.startSequences(), bySequence, StartPosition.SEQUENCE, SEQUENCES_RULE)) {
            sequences(source.startSequences());
        }
        boolean byOffset = source.startPosition() == StartPosition.OFFSET;
        if (goesWith(offsetsField, source.startOffsets(), byOffset, StartPosition.OFFSET, OFFSETS_RULE)) {
            offsets(source.startOffsets());
        }
        boolean byTime = source.startPosition() == StartPosition.TIME;
        if (goesWith(timeField, source.startTime(), byTime, StartPosition.TIME, TIME_RULE)) {
            time(source.startTime());
        }
    }

    /** Whether there is a value to be looked at; one that is missing, or that nothing asks for, is a problem. */
    private boolean goesWith(
            String field, @Nullable Object value, boolean wanted, StartPosition position, String allowed) {
        if (wanted && value == null) {
            problems.add(new FieldProblem(field, "is missing", null, allowed));
        }
        if (!wanted && value != null) {
            problems.add(new FieldProblem(
                    field,
                    "is of no use without startPosition " + position,
                    value.toString(),
                    "nothing, or startPosition " + position));
        }
        return wanted && value != null;
    }

    private void sequences(@Nullable Map<Integer, Long> sequences) {
        // What came as JSON may lack a number all the same.
        Objects.requireNonNull(sequences).forEach((partition, sequence) -> {
            if (partition < 0 || sequence == null || sequence < 0) {
                String found = partition + ": " + sequence;
                problems.add(new FieldProblem(sequencesField, "has one that cannot be", found, SEQUENCES_RULE));
            }
        });
    }

    private void offsets(@Nullable Map<Integer, String> offsets) {
        Objects.requireNonNull(offsets).forEach((partition, offset) -> {
            if (partition < 0 || offset == null || !OFFSET.matcher(offset).matches()) {
                String found = partition + ": " + offset;
                problems.add(new FieldProblem(offsetsField, "has one that cannot be", found, OFFSETS_RULE));
            }
        });
    }

    /** A broker that is asked for a time to come would answer with its end, and what came before it would be read. */
    private void time(@Nullable Instant time) {
        if (time != null && time.isAfter(Instant.now())) {
            problems.add(new FieldProblem(timeField, "is in the future", time.toString(), TIME_RULE));
        }
        // Brokers count milliseconds since then.
        if (time != null && !time.isAfter(Instant.EPOCH.plusMillis(1))) {
            problems.add(new FieldProblem(timeField, "is not after 1970 began", time.toString(), TIME_RULE));
        }
    }
}
