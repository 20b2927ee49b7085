package io.weir.ingest.pipeline;

import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.ValueType;
import io.weir.support.problem.FieldProblem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What must be kept by who joins two streams. */
final class JoinRules {

    private static final int MOST_KEYS = 100;

    private final List<FieldProblem> problems;
    private final Set<String> kept;
    private final StreamFields fields;

    /** @param kept transforms that nobody asks for */
    JoinRules(List<FieldProblem> problems, Set<String> kept) {
        this.problems = problems;
        this.kept = kept;
        this.fields = new StreamFields(problems);
    }

    /** Looks at columns once it is known which there are. */
    void check(PipelineDefinition definition) {
        JoinOptions join = definition.streams().join();
        if (join == null) {
            return;
        }
        boolean sound = problems.isEmpty();
        alone(definition);
        fields.target("join", definition);
        fields.within("join.withinMillis", join.withinMillis(), 0, StreamFields.LONGEST);
        if (join.latenessMillis() != null) {
            fields.within("join.latenessMillis", join.latenessMillis(), 0, StreamFields.LONGEST);
        }
        fields.idle("join.idleMillis", join.idleMillis());
        StructType lefts = sound ? fields.columns("columns", definition) : null;
        fields.time("join.time", join.time(), lefts);
        JoinedStream with = join.with();
        if (with == null) {
            fields.add("join.with", "is missing", null, "the stream that records are joined with");
            return;
        }
        StructType rights = rights(join, definition);
        fields.time("join.with.time", with.time(), rights);
        keys(join, lefts, rights);
    }

    private void alone(PipelineDefinition definition) {
        StreamOptions streams = definition.streams();
        if (streams.dedupe() != null || streams.window() != null) {
            fields.add("join", "does not go with dedupe or window", "both", "one of them");
        }
        WriteOptions write = definition.writing();
        if (!write.appends()) {
            fields.add(
                    "join", "does not go with a mode that merges", String.valueOf(write.mode()), "write.mode APPEND");
        }
        PipelineTarget target = definition.target();
        if (target != null && target.warehouse() != null && target.warehouse().progressView() != null) {
            fields.add(
                    "target.warehouse.progressView",
                    "tells of one topic, and does not go with join",
                    target.warehouse().progressView(),
                    "nothing");
        }
    }

    /** The columns of the other stream's rows, if it is sound. */
    private @Nullable StructType rights(JoinOptions join, PipelineDefinition definition) {
        PipelineDefinition right = join.right(definition);
        PipelineSource source = right.source();
        if (source != null && source.relation() != null) {
            fields.add(
                    "join.with.source.relation",
                    "is not for a stream that is joined",
                    source.relation(),
                    "a store and a topic");
            return null;
        }
        if (right.format() == RecordFormat.PROTOBUF) {
            fields.add("join.with.format", "is not for a stream that is joined", "PROTOBUF", "another format");
            return null;
        }
        sameGroup(definition.source(), source);
        List<FieldProblem> found = PipelineRules.checkRecords(right, kept);
        found.forEach(each -> fields.add("join.with." + each.field(), each.message(), each.found(), each.allowed()));
        return found.isEmpty() ? fields.columns("join.with.columns", right) : null;
    }

    /** Who is in a group twice shares the topic with himself. */
    private void sameGroup(@Nullable PipelineSource left, @Nullable PipelineSource right) {
        if (left != null
                && right != null
                && right.consumerGroup() != null
                && right.consumerGroup().equals(left.consumerGroup())
                && Objects.equals(right.store(), left.store())) {
            fields.add(
                    "join.with.source.consumerGroup",
                    "is that of the other stream",
                    right.consumerGroup(),
                    "another one, or nothing for the pipeline's own");
        }
    }

    private void keys(JoinOptions join, @Nullable StructType lefts, @Nullable StructType rights) {
        Map<String, String> on = Objects.requireNonNullElse(join.on(), Map.of());
        if (on.isEmpty() || on.size() > MOST_KEYS) {
            fields.add(
                    "join.on", "are none or too many", Integer.toString(on.size()), "1 to " + MOST_KEYS + " columns");
        }
        int before = problems.size();
        on.forEach((left, right) -> {
            fields.column("join.on", left, lefts);
            fields.column("join.on." + left, right, rights);
        });
        if (lefts != null && rights != null && problems.size() == before) {
            on.forEach((left, right) -> sameType(
                    left, lefts.fields().get(left), right, rights.fields().get(right)));
            names(on, lefts.fields().keySet(), rights.fields().keySet());
        }
    }

    private void sameType(String left, @Nullable ValueType one, String right, @Nullable ValueType other) {
        String its = Objects.requireNonNull(one).sql();
        String others = Objects.requireNonNull(other).sql();
        if (!its.equals(others)) {
            fields.add("join.on." + left, "is of another type than " + left, right + " " + others, its);
        }
    }

    /** A row has the columns of both; a key that both call the same is one of it. */
    private void names(Map<String, String> on, Set<String> lefts, Set<String> rights) {
        Map<String, String> known = new TreeMap<>();
        lefts.forEach(left -> known.put(left.toLowerCase(Locale.ROOT), left));
        String twice = rights.stream()
                .filter(right -> known.containsKey(right.toLowerCase(Locale.ROOT)))
                .filter(right -> !right.equals(on.get(right)))
                .collect(Collectors.joining(", "));
        if (!twice.isEmpty()) {
            fields.add(
                    "join.with",
                    "has columns whose names the pipeline's rows have, too",
                    twice,
                    "names of their own, which a transform gives them; or the same name for both of a pair in on");
        }
    }
}
