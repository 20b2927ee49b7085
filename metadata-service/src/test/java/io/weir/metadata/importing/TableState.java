package io.weir.metadata.importing;

import io.weir.delta.action.Action;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.action.SetTransaction;
import io.weir.delta.kernel.KernelTable;
import io.weir.metadata.action.ActionText;
import io.weir.metadata.snapshot.FileKey;
import io.weir.metadata.snapshot.Snapshot;
import io.weir.metadata.snapshot.Snapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All that a table is at a version, in a form that two tellers of it must have in common. */
record TableState(
        String protocol,
        Metadata metadata,
        Map<String, String> files,
        Map<String, String> transactions,
        Set<String> domains) {

    /** By one replay. */
    static TableState ofKernel(KernelTable table) {
        List<Action> actions = new ArrayList<>();
        table.forEachAction(actions::add);
        return of(
                all(Protocol.class, actions).get(0),
                table.metadata(),
                all(AddFile.class, actions),
                all(SetTransaction.class, actions),
                all(DomainMetadata.class, actions).stream()
                        .filter(domain -> !domain.removed())
                        .toList());
    }

    private static <T extends Action> List<T> all(Class<T> kind, List<Action> actions) {
        return actions.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    static TableState ofSql(Snapshots snapshots, long tableId, long version) {
        Snapshot snapshot = snapshots.at(tableId, version).orElseThrow();
        return of(
                ActionText.protocol(snapshot.protocol()),
                ActionText.metadata(snapshot.metadata()),
                snapshots.files(tableId, version, FileKey.START, Integer.MAX_VALUE).stream()
                        .map(file -> (AddFile) ActionText.read(AddFile.KEY, file.add()))
                        .toList(),
                snapshots.transactions(tableId, version).stream()
                        .map(txn -> SetTransaction.of(txn.appId(), txn.version(), txn.lastUpdated()))
                        .toList(),
                snapshots.domains(tableId, version).stream()
                        .map(ActionText::domainMetadata)
                        .toList());
    }

    private static TableState of(
            Protocol protocol,
            Metadata metadata,
            List<AddFile> files,
            List<SetTransaction> transactions,
            List<DomainMetadata> domains) {
        return new TableState(
                protocol.minReaderVersion() + " " + protocol.minWriterVersion() + " "
                        + sorted(protocol.readerFeatures()) + sorted(protocol.writerFeatures()),
                metadata,
                byKey(files, file -> file.fileKey().toString(), TableState::text),
                byKey(transactions, SetTransaction::appId, txn -> txn.version() + " " + txn.lastUpdated()),
                domains.stream().map(ActionText::body).collect(Collectors.toSet()));
    }

    private static <T> Map<String, String> byKey(List<T> all, Function<T, String> key, Function<T, String> text) {
        return all.stream().collect(Collectors.toMap(key, text, (one, twice) -> one + " and " + twice, TreeMap::new));
    }

    private static Set<String> sorted(@Nullable List<String> features) {
        return features == null ? Set.of() : new TreeSet<>(features);
    }

    /** A replay tells neither data change nor tags. */
    private static String text(AddFile file) {
        return file.partitionValues() + " " + file.size() + " " + file.modificationTime() + " " + file.stats() + " "
                + file.deletionVector() + " " + file.baseRowId() + " " + file.defaultRowCommitVersion();
    }
}
