package io.weir.delta.conflict;

import io.weir.delta.action.Protocol;
import java.util.List;
import java.util.Set;

/**
 * A table feature of ours that keeps other writers away: it asks nothing of readers, and whoever writes to a table must
 * understand every writer feature or leave the table alone. It asks nothing of the service that keeps the log, either.
 */
public final class WriterGuard {

    /** The feature's name in a protocol action. */
    public static final String FEATURE = "weirGuard";

    private WriterGuard() {}

    public static boolean isOn(Protocol protocol) {
        return protocol.hasWriterFeature(FEATURE);
    }

    /** The protocol with the guard: what its version numbers stood for until then is named, too. */
    public static Protocol on(Protocol protocol) {
        Set<String> features = ProtocolFeatures.of(protocol);
        features.add(FEATURE);
        return withWriterFeatures(protocol, List.copyOf(features));
    }

    /** The protocol without the guard; all else stays as it is. */
    public static Protocol off(Protocol protocol) {
        if (!isOn(protocol)) {
            return protocol;
        }
        Set<String> features = ProtocolFeatures.of(protocol);
        features.remove(FEATURE);
        return withWriterFeatures(protocol, List.copyOf(features));
    }

    private static Protocol withWriterFeatures(Protocol protocol, List<String> features) {
        return new Protocol(
                protocol.minReaderVersion(),
                Math.max(protocol.minWriterVersion(), Protocol.WRITER_FEATURES_VERSION),
                protocol.readerFeatures(),
                features,
                protocol.unknown());
    }
}
