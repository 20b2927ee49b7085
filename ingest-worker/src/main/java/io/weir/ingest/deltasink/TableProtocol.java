package io.weir.ingest.deltasink;

import io.weir.delta.action.Protocol;
import io.weir.delta.conflict.ProtocolFeatures;
import io.weir.delta.json.UnknownFields;
import io.weir.ingest.decode.ListType;
import io.weir.ingest.decode.MapType;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a table asks of its readers and writers, and what it asks once it has more columns.
 *
 * @see <a href="https://github.com/delta-io/delta/blob/master/PROTOCOL.md#table-features">the protocol's features</a>
 */
final class TableProtocol {

    private static final String LOCAL_TIMES = "timestampNtz";

    /** Of the features that old version numbers stand for, the one that readers must understand, too. */
    private static final String MAPPING = "columnMapping";

    private static final String READER_VERSION = "minReaderVersion";
    private static final String WRITER_VERSION = "minWriterVersion";
    private static final String OF_READERS = "readerFeatures";
    private static final String OF_WRITERS = "writerFeatures";

    private TableProtocol() {}

    /** The content of the protocol action that a table needs to have such columns, if it is another one than it has. */
    static Optional<Map<String, Object>> with(Map<String, Object> present, StructType columns) {
        Set<String> writers = features(present);
        return hasLocalTimes(columns) && !writers.contains(LOCAL_TIMES)
                ? Optional.of(withLocalTimes(present, writers))
                : Optional.empty();
    }

    /** What old version numbers stand for is named once features are. */
    private static Map<String, Object> withLocalTimes(Map<String, Object> present, Set<String> writers) {
        Set<String> readers = new TreeSet<>(named(present, OF_READERS));
        if (writers.contains(MAPPING)) {
            readers.add(MAPPING);
        }
        readers.add(LOCAL_TIMES);
        writers.add(LOCAL_TIMES);
        Map<String, Object> protocol = new LinkedHashMap<>(present);
        protocol.put(READER_VERSION, Protocol.READER_FEATURES_VERSION);
        protocol.put(WRITER_VERSION, Protocol.WRITER_FEATURES_VERSION);
        protocol.put(OF_READERS, List.copyOf(readers));
        protocol.put(OF_WRITERS, List.copyOf(writers));
        return protocol;
    }

    private static Set<String> features(Map<String, Object> protocol) {
        return ProtocolFeatures.of(new Protocol(
                number(protocol.get(READER_VERSION)),
                number(protocol.get(WRITER_VERSION)),
                named(protocol, OF_READERS),
                named(protocol, OF_WRITERS),
                UnknownFields.NONE));
    }

    private static int number(@Nullable Object version) {
        return version instanceof Number number ? number.intValue() : 0;
    }

    private static List<String> named(Map<String, Object> protocol, String key) {
        return protocol.get(key) instanceof List<?> features
                ? features.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** Whether a value of it is, or has inside, a time that is of no zone. */
    private static boolean hasLocalTimes(ValueType type) {
        if (type instanceof StructType struct) {
            return struct.fields().values().stream().anyMatch(TableProtocol::hasLocalTimes);
        }
        if (type instanceof ListType list) {
            return hasLocalTimes(list.element());
        }
        return type instanceof MapType map
                ? hasLocalTimes(map.value())
                : type.sql().equals("TIMESTAMP");
    }
}
