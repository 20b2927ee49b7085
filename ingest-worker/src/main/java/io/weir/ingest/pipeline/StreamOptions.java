package io.weir.ingest.pipeline;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.ingest.transform.Horizon;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a pipeline looks at besides the record itself, other tables and the records before it, and what else it makes of it. */
public record StreamOptions(
        @Nullable List<DeclaredReference> references,
        @Nullable DedupeOptions dedupe,
        @Nullable WindowOptions window,
        @Nullable JoinOptions join,

        @Nullable
        @ArraySchema(
                maxItems = 16,
                arraySchema =
                        @Schema(
                                description =
                                        "Further tables that get rows of the same records, in the same transactions;"
                                                + " of a pipeline with a transform"))
        List<PipelineBranch> branches) {

    /** Each record by itself. */
    public static final StreamOptions NONE = new StreamOptions(null, null, null, null, null);

    private static final DedupeOptions NO_DEDUPE = new DedupeOptions(null, null, null, null, null);
    private static final WindowOptions NO_WINDOW =
            new WindowOptions(null, null, null, null, null, null, null, null, null);
    private static final JoinOptions NO_JOIN = new JoinOptions(null, null, null, null, null, null, null, null);

    /** What it is with a change: what that leaves open stays, what is empty in it is taken away. */
    StreamOptions with(StreamOptions change) {
        return new StreamOptions(
                        change.references == null ? references : change.references,
                        PipelineChange.without(NO_DEDUPE, change.dedupe, dedupe),
                        PipelineChange.without(NO_WINDOW, change.window, window),
                        joined(change.join),
                        change.branches == null ? branches : change.branches)
                .settled();
    }

    private @Nullable JoinOptions joined(@Nullable JoinOptions change) {
        return change == null || join == null ? PipelineChange.without(NO_JOIN, change, join) : change.begunAs(join);
    }

    /** No references, and no branches, are the same as none given: many clients have one word for both. */
    StreamOptions settled() {
        return new StreamOptions(settled(references), dedupe, window, join, settled(branches));
    }

    private static <T> @Nullable List<T> settled(@Nullable List<T> list) {
        return list == null || list.isEmpty() ? null : list;
    }

    /** Further tables that get rows of the same records. */
    public List<PipelineBranch> branched() {
        return Objects.requireNonNullElse(branches, List.of());
    }

    /** What makes the rows of these tables, as far as it is said. */
    public List<String> branchTransforms() {
        return branched().stream()
                .filter(Objects::nonNull)
                .flatMap(branch -> Stream.ofNullable(branch.transform()))
                .toList();
    }

    /** What people wrote of expressions in them. */
    public List<String> writtenTransforms() {
        JoinedStream joined = join == null ? null : join.with();
        return Stream.concat(branchTransforms().stream(), Stream.ofNullable(joined == null ? null : joined.transform()))
                .toList();
    }

    /** What records are looked up in. */
    public List<DeclaredReference> referenced() {
        return Objects.requireNonNullElse(references, List.of());
    }

    /** How far back it looks, if it looks at more than one record at a time. */
    Optional<Horizon> horizon() {
        if (join != null) {
            return Optional.of(join.toHorizon());
        }
        return dedupe == null
                ? Optional.ofNullable(window).map(WindowOptions::toHorizon)
                : Optional.of(dedupe.toHorizon());
    }

    /** The same with a joined stream that begins elsewhere. */
    StreamOptions joinedFrom(PipelineSource source) {
        return new StreamOptions(
                references, dedupe, window, Objects.requireNonNull(join).from(source), branches);
    }
}
