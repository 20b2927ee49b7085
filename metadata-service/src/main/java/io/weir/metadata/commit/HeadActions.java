package io.weir.metadata.commit;

import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.metadata.action.ActionText;
import io.weir.metadata.table.TableHead;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What heads say as text, read once for many commits: a head is locked while it is read, and hardly ever says something
 * new. Kept by the text itself, so nothing can be out of date; some kilobytes a table.
 */
final class HeadActions {

    private static final int AT_MOST = 2000;

    private final Map<String, Protocol> protocols = new ConcurrentHashMap<>();
    private final Map<String, Metadata> metadata = new ConcurrentHashMap<>();
    private final Map<Place, Layout> layouts = new ConcurrentHashMap<>();

    private record Place(String slots, String metadata) {}

    Protocol protocol(TableHead head) {
        return remembered(protocols, head.protocol(), ActionText::protocol);
    }

    Metadata metadata(TableHead head) {
        return remembered(metadata, head.metadata(), ActionText::metadata);
    }

    /** Where the bounds of files stand, as long as the metadata stays. */
    Layout layout(TableHead head) {
        return remembered(
                layouts,
                new Place(head.slots(), head.metadata()),
                place -> Layout.of(place.slots(), ActionText.metadata(place.metadata())));
    }

    private static <K, V> V remembered(Map<K, V> known, K key, Function<K, V> read) {
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
