package io.weir.metadata.commit;

import io.weir.delta.InvalidActionException;
import io.weir.delta.action.Action;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.CommitInfo;
import io.weir.delta.action.CommitRules;
import io.weir.delta.action.DeletionVectorDescriptor;
import io.weir.delta.action.FileStatistics;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.action.RemoveFile;
import io.weir.delta.conflict.IsolationLevel;
import io.weir.delta.conflict.Reads;
import io.weir.delta.json.DeltaJson;
import io.weir.delta.json.UnknownFields;
import io.weir.delta.skipping.Slots;
import io.weir.metadata.action.ActionText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Turns actions into a version: the bytes of its log file, and its rows. */
public final class VersionAssembly {

    private static final String ENGINE = "Weir";

    /** From here on it pays that the first are copied while the others are made. */
    private static final int MANY = 1000;

    /** So few that the server has rows soon, and nobody waits long for a portion that another thread makes. */
    private static final int PORTION = 100;

    private VersionAssembly() {}

    /** Version 0: a protocol and metadata, with the parameters that Delta's own writers give CREATE TABLE. */
    public static NewVersion first(long timestamp, Protocol protocol, Metadata metadata, Origin origin) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("partitionBy", DeltaJson.mapper().writeValueAsString(metadata.partitionColumns()));
        parameters.put("description", Objects.requireNonNullElse(metadata.description(), ""));
        parameters.put("isManaged", "false");
        parameters.put("properties", DeltaJson.mapper().writeValueAsString(metadata.configuration()));
        return assemble(
                0,
                timestamp,
                new CommitAttempt(
                        Objects.requireNonNullElse(metadata.name(), metadata.id()),
                        null,
                        "CREATE TABLE",
                        parameters,
                        List.of(protocol, metadata),
                        List.of(),
                        Reads.NOTHING,
                        IsolationLevel.SERIALIZABLE,
                        origin),
                Layout.of(Slots.NONE.toJson(), metadata),
                Function.identity());
    }

    /**
     * @param timestamp in-commit timestamp, milliseconds since 1970
     * @param layout where the bounds of its files stand
     * @param refusal what is thrown of statistics that cannot be read: at once, or where many files are added, and
     *     their list {@linkplain MadeAhead is made while it is read}, to whoever reads it
     */
    static NewVersion assemble(
            long version,
            long timestamp,
            CommitAttempt attempt,
            Layout layout,
            Function<InvalidActionException, ? extends RuntimeException> refusal) {
        ActionsByKind actions = new ActionsByKind(attempt.actions());
        boolean blindAppend = actions.onlyAddsFiles() && !attempt.read().readsData();
        List<Action> lines = new ArrayList<>(attempt.actions().size() + 1);
        lines.add(commitInfo(timestamp, blindAppend, attempt));
        lines.addAll(attempt.actions());
        LogLines written = LogLines.of(lines);
        List<AddedFile> added = added(actions.added(), written.bodies(AddFile.class), layout, refusal);
        return new NewVersion(
                version,
                timestamp,
                written.content(),
                attempt.operation(),
                attempt.readVersion(),
                blindAppend,
                added,
                removed(actions.removed(), written.bodies(RemoveFile.class), timestamp),
                transactions(actions),
                domains(actions),
                body(actions.protocol()),
                body(actions.metadata()),
                layout.changedSlots(),
                attempt.origin());
    }

    private static CommitInfo commitInfo(long timestamp, boolean blindAppend, CommitAttempt attempt) {
        Map<String, JsonNode> unknown = new LinkedHashMap<>();
        text(attempt.origin().jobName()).ifPresent(job -> unknown.put("jobName", job));
        text(attempt.origin().runId()).ifPresent(run -> unknown.put("runId", run));
        if (!attempt.tags().isEmpty()) {
            unknown.put("tags", DeltaJson.mapper().valueToTree(attempt.tags()));
        }
        return new CommitInfo(
                timestamp,
                timestamp,
                attempt.operation(),
                DeltaJson.mapper().valueToTree(attempt.operationParameters()),
                attempt.readVersion(),
                protocolName(attempt.isolation()),
                blindAppend,
                attempt.operationMetrics().isEmpty()
                        ? null
                        : DeltaJson.mapper().valueToTree(attempt.operationMetrics()),
                ENGINE,
                null,
                new UnknownFields(unknown));
    }

    /** The name in a log's commitInfo. */
    private static String protocolName(IsolationLevel isolation) {
        return switch (isolation) {
            case SERIALIZABLE -> "Serializable";
            case WRITE_SERIALIZABLE -> "WriteSerializable";
            case SNAPSHOT -> "SnapshotIsolation";
        };
    }

    private static Optional<JsonNode> text(@Nullable Object value) {
        return Optional.ofNullable(value).map(text -> DeltaJson.mapper().valueToTree(text.toString()));
    }

    /** Some 5 µs each, most of it for statistics. */
    private static List<AddedFile> added(
            List<AddFile> adds,
            List<String> bodies,
            Layout layout,
            Function<InvalidActionException, ? extends RuntimeException> refusal) {
        IntFunction<AddedFile> file = index -> {
            try {
                return added(adds.get(index), bodies.get(index), layout);
            } catch (InvalidActionException statistics) {
                throw refusal.apply(statistics);
            }
        };
        return adds.size() < MANY
                ? IntStream.range(0, adds.size()).mapToObj(file).toList()
                : MadeAhead.of(adds.size(), PORTION, file);
    }

    private static AddedFile added(AddFile add, String body, Layout layout) {
        FileStatistics statistics = CommitRules.statistics(add, AddFile.KEY);
        return new AddedFile(
                add.path(),
                vectorId(add.deletionVector()),
                add.size(),
                rows(add, statistics),
                add.dataChange(),
                add.partitionValues().isEmpty() ? "{}" : DeltaJson.mapper().writeValueAsString(add.partitionValues()),
                body,
                layout.bounds().read(add.partitionValues(), statistics));
    }

    private static @Nullable Long rows(AddFile add, FileStatistics statistics) {
        Long records = statistics.numRecords();
        DeletionVectorDescriptor vector = add.deletionVector();
        return records == null || vector == null ? records : Long.valueOf(records - vector.cardinality());
    }

    private static List<RemovedFile> removed(List<RemoveFile> removes, List<String> bodies, long timestamp) {
        return IntStream.range(0, removes.size())
                .mapToObj(index -> removed(removes.get(index), bodies.get(index), timestamp))
                .toList();
    }

    private static RemovedFile removed(RemoveFile remove, String body, long timestamp) {
        Long deletedAt = remove.deletionTimestamp();
        return new RemovedFile(
                remove.path(), vectorId(remove.deletionVector()), deletedAt == null ? timestamp : deletedAt, body);
    }

    private static String vectorId(@Nullable DeletionVectorDescriptor vector) {
        return vector == null ? "" : vector.uniqueId();
    }

    private static List<WrittenTransaction> transactions(ActionsByKind actions) {
        return actions.transactions().stream()
                .map(txn -> new WrittenTransaction(txn.appId(), txn.version(), txn.lastUpdated()))
                .toList();
    }

    private static List<WrittenDomain> domains(ActionsByKind actions) {
        return actions.domains().stream()
                .map(domain -> new WrittenDomain(domain.domain(), domain.removed(), ActionText.body(domain)))
                .toList();
    }

    private static @Nullable String body(@Nullable Action action) {
        return action == null ? null : ActionText.body(action);
    }
}
