package io.weir.metadata.importing;

import io.weir.delta.action.Action;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.CommitInfo;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.action.RemoveFile;
import io.weir.delta.action.SetTransaction;
import io.weir.delta.skipping.BoundsReader;
import io.weir.delta.skipping.SkippingColumns;
import io.weir.delta.skipping.Slots;
import io.weir.delta.storage.StoredObject;
import io.weir.metadata.MetadataProblem;
import io.weir.metadata.action.ActionText;
import io.weir.metadata.action.KeptTexts;
import io.weir.metadata.commit.LogContent;
import io.weir.metadata.commit.WrittenDomain;
import io.weir.metadata.commit.WrittenTransaction;
import io.weir.metadata.table.TableFeatures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walks over a log's commits, oldest first, and knows what is in force at each. */
final class LogCursor {

    private static final String NO_OPERATION = "UNKNOWN";

    /** The version from which on a table has in-commit timestamps; none where it always had them. */
    static final String TIMESTAMPS_SINCE = "delta.inCommitTimestampEnablementVersion";

    private long timestamp;
    private @Nullable Protocol protocol;
    private @Nullable Metadata metadata;
    private Slots slots = Slots.NONE;
    private @Nullable BoundsReader bounds;

    LogCursor(@Nullable ReachedVersion reached) {
        if (reached != null) {
            timestamp = reached.timestamp();
            protocol = ActionText.protocol(reached.protocol());
            metadata = ActionText.metadata(reached.metadata());
            slots = Slots.parse(reached.slots());
        }
    }

    /** Reads the bounds of files by a table's metadata, which is in force from here on. */
    BoundsReader boundsBy(Metadata inForce) {
        SkippingColumns columns = SkippingColumns.of(inForce);
        slots = slots.extendedBy(columns);
        bounds = new BoundsReader(slots, columns);
        return bounds;
    }

    /** Reads the bounds of the files of the version that was read last. */
    BoundsReader bounds() {
        return bounds == null ? boundsBy(Objects.requireNonNull(metadata)) : bounds;
    }

    /** The slots up to the version that was read last, as JSON. */
    String slots() {
        return slots.toJson();
    }

    /**
     * The next version.
     *
     * @param file its log file
     * @param actions the log file's
     * @param state the actions that set what is in force: the log file's own, or a checkpoint's without its files
     */
    ImportedVersion next(long version, StoredObject file, LogContent content, List<Action> actions, List<Action> state)
            throws BrokenLogException {
        Protocol newProtocol = only(Protocol.class, state, file);
        Metadata newMetadata = only(Metadata.class, state, file);
        protocol = newProtocol == null ? protocol : newProtocol;
        if (newMetadata != null) {
            metadata = newMetadata;
            bounds = null;
        }
        requireReadable(file);
        Optional<CommitInfo> info = all(CommitInfo.class, actions).stream().findFirst();
        timestamp = timestamp(version, file, info);
        return new ImportedVersion(
                version,
                timestamp,
                content,
                info.map(CommitInfo::operation).filter(KeptTexts::isKept).orElse(NO_OPERATION),
                info.map(CommitInfo::isBlindAppend).orElse(false),
                all(AddFile.class, actions).size(),
                all(RemoveFile.class, actions).size(),
                transactions(state),
                domains(state),
                newProtocol == null ? null : ActionText.body(newProtocol),
                newMetadata == null ? null : ActionText.body(newMetadata));
    }

    private static BrokenLogException broken(StoredObject file, String problem) {
        return new BrokenLogException(MetadataProblem.INVALID_LOG, file.name() + ": " + problem);
    }

    private void requireReadable(StoredObject file) throws BrokenLogException {
        if (protocol == null || metadata == null) {
            throw broken(file, "there is no " + (protocol == null ? "protocol" : "metaData") + " by then");
        }
        List<String> unknown = TableFeatures.unreadable(protocol);
        if (!unknown.isEmpty()) {
            throw new BrokenLogException(
                    MetadataProblem.UNSUPPORTED_FEATURE,
                    file.name() + ": the table needs readers that understand " + unknown);
        }
    }

    /** The commit's own time where the table has that; else when its file was written, made to rise. */
    private long timestamp(long version, StoredObject file, Optional<CommitInfo> info) throws BrokenLogException {
        Map<String, String> properties = Objects.requireNonNull(metadata).configuration();
        String since = properties.get(TIMESTAMPS_SINCE);
        if (!TableFeatures.hasInCommitTimestamps(properties) || (since != null && version < number(since, file))) {
            return Math.max(file.modified().toEpochMilli(), timestamp + 1);
        }
        return info.map(CommitInfo::inCommitTimestamp)
                .orElseThrow(() -> broken(file, "has no inCommitTimestamp, which the table asks for"));
    }

    private static long number(String since, StoredObject file) throws BrokenLogException {
        try {
            return Long.parseLong(since);
        } catch (NumberFormatException none) {
            throw broken(file, TIMESTAMPS_SINCE + " is no number, found " + since);
        }
    }

    private static <T extends Action> @Nullable T only(Class<T> kind, List<Action> actions, StoredObject file)
            throws BrokenLogException {
        List<T> found = all(kind, actions);
        if (found.size() > 1) {
            throw broken(file, "has " + found.get(0).key() + " twice");
        }
        return found.isEmpty() ? null : found.get(0);
    }

    private static <T extends Action> List<T> all(Class<T> kind, List<Action> actions) {
        return actions.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static List<WrittenTransaction> transactions(List<Action> state) {
        Map<String, WrittenTransaction> latest = new LinkedHashMap<>();
        all(SetTransaction.class, state)
                .forEach(txn ->
                        latest.put(txn.appId(), new WrittenTransaction(txn.appId(), txn.version(), txn.lastUpdated())));
        return List.copyOf(latest.values());
    }

    private static List<WrittenDomain> domains(List<Action> state) {
        Map<String, WrittenDomain> latest = new LinkedHashMap<>();
        all(DomainMetadata.class, state)
                .forEach(domain -> latest.put(
                        domain.domain(),
                        new WrittenDomain(domain.domain(), domain.removed(), ActionText.body(domain))));
        return List.copyOf(latest.values());
    }
}
