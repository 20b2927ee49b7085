package io.weir.metadata.serial;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The protocol's rules on who stands against whom, in their order, said as simply as they can be. */
final class SerialRules {

    private SerialRules() {}

    /** The rule by which a winner stands against a commit; null if it does not. */
    static @Nullable String broken(Intent ours, Intent winner) {
        if (ours.protocol != null && winner.protocol != null) {
            return "protocol-changed";
        }
        if (winner.metadata != null && (ours.metadata != null || !winner.harmless)) {
            return "metadata-changed";
        }
        if (ours.domain != null && ours.domain.equals(winner.domain)) {
            return "domain-metadata-changed";
        }
        if (!ours.guarded && ours.application != null && ours.application.equals(winner.application)) {
            return "transaction-changed";
        }
        return brokenByFiles(ours, winner);
    }

    private static @Nullable String brokenByFiles(Intent ours, Intent winner) {
        if (seesAppendsOf(ours, winner) && winner.added.stream().anyMatch(ours::isOfInterest)) {
            return "concurrent-append";
        }
        if (winner.removed.stream().anyMatch(file -> wasRead(ours, file))) {
            return "delete-read";
        }
        Stream<String> removed = winner.removed.stream().map(DataFile::path);
        return removed.anyMatch(
                        path -> ours.removed.stream().map(DataFile::path).anyMatch(path::equals))
                ? "delete-delete"
                : null;
    }

    private static boolean seesAppendsOf(Intent ours, Intent winner) {
        return switch (ours.effectiveIsolation()) {
            case "SERIALIZABLE" -> true;
            case "WRITE_SERIALIZABLE" -> !winner.isBlind() || ours.metadata != null;
            default -> false;
        };
    }

    /** Who names the files that it read has read no others. */
    private static boolean wasRead(Intent ours, DataFile file) {
        return ours.wholeTable || ours.files.contains(file.path()) || (ours.files.isEmpty() && ours.isOfInterest(file));
    }
}
