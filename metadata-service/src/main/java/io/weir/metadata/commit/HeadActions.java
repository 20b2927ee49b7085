package io.weir.metadata.commit;

import static io.weir.metadata.action.KnownActions.remembered;

import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.metadata.action.KnownActions;
import io.weir.metadata.table.TableHead;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What heads say as text, read once for many commits: a head is locked while it is read. */
final class HeadActions {

    private final KnownActions known = new KnownActions();
    private final Map<Place, Layout> layouts = new ConcurrentHashMap<>();

    private record Place(String slots, String metadata) {}

    Protocol protocol(TableHead head) {
        return known.protocol(head.protocol());
    }

    Metadata metadata(TableHead head) {
        return known.metadata(head.metadata());
    }

    /** Where the bounds of files stand, as long as the metadata stays. */
    Layout layout(TableHead head) {
        return remembered(
                layouts,
                new Place(head.slots(), head.metadata()),
                place -> Layout.of(place.slots(), known.metadata(place.metadata())));
    }
}
