package io.weir.delta.conflict;

import io.weir.delta.action.Protocol;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The features that a protocol stands for, those that old version numbers imply included. */
public final class ProtocolFeatures {

    private static final Map<Integer, List<String>> IMPLIED_FROM_WRITER_VERSION = Map.of(
            2, List.of("appendOnly", "invariants"),
            3, List.of("checkConstraints"),
            4, List.of("changeDataFeed", "generatedColumns"),
            5, List.of("columnMapping"),
            6, List.of("identityColumns"));

    private ProtocolFeatures() {}

    /** Whether {@code after} lacks a feature that {@code before} has, but for the guard, which no commit depends on. */
    public static boolean dropped(Protocol before, Protocol after) {
        Set<String> kept = of(before);
        kept.remove(WriterGuard.FEATURE);
        return !of(after).containsAll(kept);
    }

    /** Their names, sorted. */
    public static Set<String> of(Protocol protocol) {
        Set<String> features = new TreeSet<>();
        if (protocol.minWriterVersion() < Protocol.WRITER_FEATURES_VERSION) {
            IMPLIED_FROM_WRITER_VERSION.entrySet().stream()
                    .filter(implied -> implied.getKey() <= protocol.minWriterVersion())
                    .map(Map.Entry::getValue)
                    .forEach(features::addAll);
        }
        addAll(features, protocol.readerFeatures());
        addAll(features, protocol.writerFeatures());
        return features;
    }

    private static void addAll(Set<String> features, @Nullable Collection<String> named) {
        if (named != null) {
            features.addAll(named);
        }
    }
}
