package io.weir.metadata.replay;

import io.weir.delta.action.Action;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.action.SetTransaction;
import io.weir.metadata.action.ActionText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A table at one version, as a series of actions told it; memory does not grow with the files. */
final class Replay implements Consumer<Action> {

    private final Runnable eachFile;
    private final FileDigest files = new FileDigest();
    private final Map<String, String> transactions = new TreeMap<>();
    private final Map<String, String> domains = new TreeMap<>();
    private @Nullable Protocol protocol;
    private @Nullable Metadata metadata;

    /** @param eachFile called with each file that is told */
    Replay(Runnable eachFile) {
        this.eachFile = eachFile;
    }

    @Override
    public void accept(Action action) {
        if (action instanceof AddFile add) {
            eachFile.run();
            files.add(add);
        } else if (action instanceof SetTransaction txn) {
            transactions.put(txn.appId(), txn.version() + " " + txn.lastUpdated());
        } else if (action instanceof DomainMetadata domain && !domain.removed()) {
            domains.put(domain.domain(), ActionText.body(domain));
        } else if (action instanceof Protocol last) {
            protocol = last;
        } else if (action instanceof Metadata last) {
            metadata = last;
        }
    }

    /** How this one differs from another, one line for each kind of thing that does. */
    List<String> differences(Replay other, String mine, String theirs) {
        List<String> differences = new ArrayList<>();
        compare("protocol", mine, text(protocol), theirs, text(other.protocol), differences);
        compare("metaData", mine, metadata, theirs, other.metadata, differences);
        compare("transactions", mine, transactions, theirs, other.transactions, differences);
        compare("domain metadata", mine, domains, theirs, other.domains, differences);
        if (!files.sameAs(other.files)) {
            differences.add("files: " + mine + " has " + files + ", " + theirs + " " + other.files
                    + ", and they are not the same");
        }
        return differences;
    }

    private static void compare(
            String what,
            String mine,
            @Nullable Object ours,
            String theirs,
            @Nullable Object others,
            List<String> differences) {
        if (!Objects.equals(ours, others)) {
            differences.add(what + ": " + mine + " has " + ours + ", " + theirs + " " + others);
        }
    }

    /** The order of features says nothing. */
    private static String text(@Nullable Protocol protocol) {
        return protocol == null
                ? "none"
                : protocol.minReaderVersion() + " " + protocol.minWriterVersion() + " "
                        + sorted(protocol.readerFeatures()) + " " + sorted(protocol.writerFeatures());
    }

    private static List<String> sorted(@Nullable List<String> features) {
        return features == null ? List.of() : features.stream().sorted().toList();
    }
}
