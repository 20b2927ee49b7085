package io.weir.metadata.commit;

import io.weir.delta.InvalidActionException;
import io.weir.delta.Violation;
import io.weir.delta.action.Action;
import io.weir.delta.action.CommitInfo;
import io.weir.delta.action.CommitRules;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.action.RemoveFile;
import io.weir.delta.action.UnknownAction;
import io.weir.delta.conflict.ProtocolFeatures;
import io.weir.delta.conflict.WriterGuard;
import io.weir.delta.schema.SchemaEvolution;
import io.weir.metadata.MetadataProblem;
import io.weir.metadata.table.RowTrackingProperties;
import io.weir.metadata.table.TableFeatures;
import io.weir.metadata.table.TableProblems;
import io.weir.support.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the actions of a commit must keep: the protocol's rules, and what this table and this service ask beyond them. */
final class TableRules {

    private static final String ACTIONS = "actions";

    private final Protocol protocol;
    private final Protocol effective;
    private final Metadata metadata;
    private final SchemaChange change;
    private final List<Violation> violations = new ArrayList<>();

    private TableRules(Protocol protocol, Protocol effective, Metadata metadata, SchemaChange change) {
        this.protocol = protocol;
        this.effective = effective;
        this.metadata = metadata;
        this.change = change;
    }

    /**
     * Holds everything but the statistics of files, which {@link VersionAssembly} reads.
     *
     * @throws ProblemException with every field that is wrong, those of statistics too; linear in the number of actions
     */
    static void require(List<Action> actions, Protocol protocol, Metadata metadata, SchemaChange change) {
        requireUnderstood(protocol);
        TableRules rules = of(actions, protocol, metadata, change);
        if (!rules.violations(actions, CommitRules.checkWithoutStatistics(actions, ACTIONS, rules.known(actions)))
                .isEmpty()) {
            throw invalid(actions, protocol, metadata, change);
        }
    }

    /** The problem of actions that something is wrong with, be it statistics: every field that is. */
    private static ProblemException invalid(
            List<Action> actions, Protocol protocol, Metadata metadata, SchemaChange change) {
        return TableProblems.invalid(MetadataProblem.INVALID_ACTION, everything(actions, protocol, metadata, change));
    }

    /** As {@link #require} throws it, of actions that it let pass; with what was found later if that is all there is. */
    static ProblemException invalid(
            List<Action> actions,
            Protocol protocol,
            Metadata metadata,
            SchemaChange change,
            InvalidActionException found) {
        List<Violation> violations = everything(actions, protocol, metadata, change);
        ProblemException invalid = TableProblems.invalid(
                MetadataProblem.INVALID_ACTION, violations.isEmpty() ? found.violations() : violations);
        invalid.addSuppressed(found);
        return invalid;
    }

    private static List<Violation> everything(
            List<Action> actions, Protocol protocol, Metadata metadata, SchemaChange change) {
        TableRules rules = of(actions, protocol, metadata, change);
        return rules.violations(actions, CommitRules.check(actions, ACTIONS, rules.known(actions)));
    }

    private static TableRules of(List<Action> actions, Protocol protocol, Metadata metadata, SchemaChange change) {
        Protocol changed = new ActionsByKind(actions).protocol();
        return new TableRules(protocol, changed == null ? protocol : changed, metadata, change);
    }

    /** The metadata whose schema is not new to the table. */
    private Metadata known(List<Action> actions) {
        Metadata changed = new ActionsByKind(actions).metadata();
        return change == SchemaChange.RESTORATION && changed != null ? changed : metadata;
    }

    private List<Violation> violations(List<Action> actions, List<Violation> ofProtocol) {
        violations.addAll(ofProtocol);
        for (int index = 0; index < actions.size(); index++) {
            check(
                    actions.get(index),
                    ACTIONS + "[" + index + "]." + actions.get(index).key());
        }
        return violations;
    }

    /** Whoever writes to a table must understand every feature that its protocol names. */
    private static void requireUnderstood(Protocol protocol) {
        List<String> unknown = TableFeatures.unwritable(protocol);
        if (!unknown.isEmpty()) {
            throw new ProblemException(
                            MetadataProblem.UNSUPPORTED_FEATURE,
                            "The table can be read but not written: its protocol asks writers to understand " + unknown)
                    .with("features", unknown);
        }
    }

    private void check(Action action, String path) {
        if (action instanceof CommitInfo || action instanceof UnknownAction) {
            violate(
                    path,
                    "cannot be committed",
                    action.key(),
                    "metaData, protocol, txn, domainMetadata, remove, add, cdc");
        } else if (action instanceof Metadata changed) {
            checkMetadata(changed, path);
        } else if (action instanceof Protocol changed) {
            checkProtocol(changed, path);
        } else if (action instanceof RemoveFile remove && remove.dataChange() && isAppendOnly()) {
            violate(path, "removes rows from an append-only table", remove.path(), "adds only, or dataChange false");
        } else if (action instanceof DomainMetadata domain && !TableFeatures.hasDomains(effective)) {
            violate(
                    path,
                    "needs a feature that the protocol does not have",
                    domain.domain(),
                    "a protocol action that adds domainMetadata");
        }
    }

    private boolean isAppendOnly() {
        return Boolean.parseBoolean(metadata.configuration().get("delta.appendOnly"));
    }

    private void checkMetadata(Metadata changed, String path) {
        if (!changed.id().equals(metadata.id())) {
            violate(path + ".id", "is not the table's", changed.id(), metadata.id());
        }
        if (!changed.partitionColumns().equals(metadata.partitionColumns())) {
            violate(
                    path + ".partitionColumns",
                    "cannot change",
                    changed.partitionColumns(),
                    metadata.partitionColumns().toString());
        }
        TableFeatures.violations(changed.configuration(), path + ".configuration")
                .forEach(violations::add);
        checkFeaturesOf(changed, path);
        if (TableFeatures.hasInCommitTimestamps(metadata.configuration())
                && !TableFeatures.hasInCommitTimestamps(changed.configuration())) {
            violate(
                    path + ".configuration." + TableFeatures.IN_COMMIT_TIMESTAMPS,
                    "cannot be switched off",
                    changed.configuration().get(TableFeatures.IN_COMMIT_TIMESTAMPS),
                    "true");
        }
    }

    /** An unreadable schema is a violation already; it has no features to look for. */
    private void checkFeaturesOf(Metadata changed, String path) {
        if (!violations.isEmpty()) {
            return;
        }
        RowTrackingProperties.violations(changed, metadata.configuration(), path + ".configuration")
                .forEach(violations::add);
        if (change == SchemaChange.EVOLUTION) {
            SchemaEvolution.check(metadata, changed).forEach(violation -> violations.add(violation.below(path)));
        }
        List<String> missing = TableFeatures.missing(changed, effective);
        if (!missing.isEmpty()) {
            violate(
                    path,
                    "needs features that the protocol does not have",
                    missing,
                    "a protocol action that adds them");
        }
    }

    private void checkProtocol(Protocol changed, String path) {
        if (changed.minReaderVersion() < protocol.minReaderVersion()) {
            violate(
                    path + ".minReaderVersion",
                    "is lower",
                    changed.minReaderVersion(),
                    atLeast(protocol.minReaderVersion()));
        }
        if (changed.minWriterVersion() < protocol.minWriterVersion()) {
            violate(
                    path + ".minWriterVersion",
                    "is lower",
                    changed.minWriterVersion(),
                    atLeast(protocol.minWriterVersion()));
        }
        checkReaderFeatures(changed.readerFeatures(), protocol.readerFeatures(), path + ".readerFeatures");
        checkWriterFeatures(changed, path + ".writerFeatures");
    }

    private void checkReaderFeatures(@Nullable List<String> changed, @Nullable List<String> current, String path) {
        List<String> features = changed == null ? List.of() : changed;
        if (current != null && !features.containsAll(current)) {
            violate(path, "drops a feature", features, "at least " + current);
        }
        checkNewFeatures(features, current, path);
    }

    /** Features that an old version number stands for must be named once features are named. */
    private void checkWriterFeatures(Protocol changed, String path) {
        if (ProtocolFeatures.dropped(protocol, changed)) {
            violate(
                    path,
                    "drops a feature",
                    ProtocolFeatures.of(changed),
                    "at least " + ProtocolFeatures.of(WriterGuard.off(protocol)));
        }
        if (WriterGuard.isOn(changed) != WriterGuard.isOn(protocol)) {
            violate(
                    path,
                    "changes the table's mode",
                    ProtocolFeatures.of(changed),
                    (WriterGuard.isOn(protocol) ? "with " : "without ") + WriterGuard.FEATURE
                            + "; PUT /api/v1/tables/{table}/mode changes the mode");
        }
        List<String> needed = TableFeatures.missing(changed);
        if (!needed.isEmpty()) {
            violate(path, "lacks features that others of it need", ProtocolFeatures.of(changed), "with " + needed);
        }
        if (TableFeatures.isClustered(changed)
                && !TableFeatures.isClustered(protocol)
                && !metadata.partitionColumns().isEmpty()) {
            violate(
                    path,
                    "clusters a table that is partitioned",
                    metadata.partitionColumns(),
                    "clustering of a table without partitions");
        }
        List<String> features = changed.writerFeatures();
        checkNewFeatures(features == null ? List.of() : features, protocol.writerFeatures(), path);
    }

    private void checkNewFeatures(List<String> features, @Nullable List<String> current, String path) {
        features.stream()
                .filter(feature -> current == null || !current.contains(feature))
                .filter(feature -> !TableFeatures.isSupported(feature))
                .forEach(feature ->
                        violate(path, "names a feature that is not supported", feature, TableFeatures.supported()));
    }

    private static String atLeast(int version) {
        return version + " or higher";
    }

    private void violate(String field, String message, @Nullable Object found, String allowed) {
        violations.add(Violation.of(field, message, found, allowed));
    }
}
