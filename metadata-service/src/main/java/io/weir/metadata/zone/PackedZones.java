package io.weir.metadata.zone;

import io.weir.metadata.snapshot.FileKey;
import java.util.List;

/** What zones keep of their files' lines. Whether they are those of a version is for {@link ZoneRemovals} to say. */
public interface PackedZones {

    /** The removals between a version and those that a table's zones were packed at. One statement. */
    ZoneRemovals removals(long tableId, long version);

    /**
     * Zones behind a key, as they follow one another, all of whose files were added by a version: as many as are
     * together about a megabyte, but at least one if there is one. One statement.
     */
    List<PackedZone> next(long tableId, long version, FileKey after);
}
