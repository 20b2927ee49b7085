package io.weir.ingest.pipeline;

import io.weir.ingest.transform.Horizon;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a pipeline looks at besides the record itself: other tables, and the records before it. */
public record StreamOptions(
        @Nullable List<DeclaredReference> references,
        @Nullable DedupeOptions dedupe,
        @Nullable WindowOptions window,
        @Nullable JoinOptions join) {

    /** Each record by itself. */
    static final StreamOptions NONE = new StreamOptions(null, null, null, null);

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
                        joined(change.join))
                .settled();
    }

    private @Nullable JoinOptions joined(@Nullable JoinOptions change) {
        return change == null || join == null ? PipelineChange.without(NO_JOIN, change, join) : change.begunAs(join);
    }

    /** No references are the same as none given: many clients have one word for both. */
    StreamOptions settled() {
        return references == null || !references.isEmpty() ? this : new StreamOptions(null, dedupe, window, join);
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
                references, dedupe, window, Objects.requireNonNull(join).from(source));
    }
}
