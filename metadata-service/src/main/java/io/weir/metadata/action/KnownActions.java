package io.weir.metadata.action;

import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Actions that are read again and again, which hardly ever say something new. Kept by the text itself, so nothing can be
 * out of date; some kilobytes each.
 */
public final class KnownActions {

    private static final int AT_MOST = 2000;

    private final Map<String, Protocol> protocols = new ConcurrentHashMap<>();
    private final Map<String, Metadata> metadata = new ConcurrentHashMap<>();

    /** The protocol of a body's text. */
    public Protocol protocol(String body) {
        return remembered(protocols, body, ActionText::protocol);
    }

    /** The metadata of a body's text. */
    public Metadata metadata(String body) {
        return remembered(metadata, body, ActionText::metadata);
    }

    /** What is made of a text, or of several: made anew where it is not known. */
    public static <K, V> V remembered(Map<K, V> known, K key, Function<K, V> read) {
        V before = known.get(key);
        if (before != null) {
            return before;
        }
        if (known.size() >= AT_MOST) {
            known.clear();
        }
        V value = read.apply(key);
        known.put(key, value);
        return value;
    }
}
