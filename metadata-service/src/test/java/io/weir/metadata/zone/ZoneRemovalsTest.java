package io.weir.metadata.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.snapshot.FileKey;
import io.weir.metadata.snapshot.FileRange;
import io.weir.metadata.zone.ZoneRemovals.Removal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A zone with the files of version 3 from behind number 10 to number 20; the listing is of version 7. */
class ZoneRemovalsTest {

    private static final long VERSION = 7;

    @Test
    void aZoneIsLeftWhereNoFileOfItWasRemovedInBetween() {
        assertThat(removals(removal(3, 15, 6)).leave(zone(6L)))
                .as("when it was packed")
                .isTrue();
        assertThat(removals(removal(3, 15, 6)).leave(zone(5L)))
                .as("after it was packed")
                .isFalse();
        assertThat(removals(removal(3, 15, 7)).leave(zone(5L)))
                .as("by the version")
                .isFalse();
        assertThat(removals(removal(3, 15, 8)).leave(zone(5L)))
                .as("after the version")
                .isTrue();
        assertThat(removals(removal(3, 15, 8)).leave(zone(8L)))
                .as("before it was packed")
                .isFalse();
        assertThat(removals(removal(3, 15, 7)).leave(zone(8L)))
                .as("before both")
                .isTrue();
    }

    @Test
    void itsRangeBeginsBehindOneFileAndEndsWithAnother() {
        assertThat(removals(removal(3, 10, 6)).leave(zone(5L))).isTrue();
        assertThat(removals(removal(3, 11, 6)).leave(zone(5L))).isFalse();
        assertThat(removals(removal(3, 20, 6)).leave(zone(5L))).isFalse();
        assertThat(removals(removal(3, 21, 6)).leave(zone(5L))).isTrue();
        assertThat(removals(removal(4, 15, 6)).leave(zone(5L))).isTrue();
    }

    @Test
    void whatWasNotLookedAtIsNotTrusted() {
        assertThat(removals().leave(zone(5L))).isTrue();
        assertThat(removals().leave(zone(3L))).as("packed before").isFalse();
        assertThat(removals().leave(zone(10L))).as("packed again meanwhile").isFalse();
        assertThat(removals().leave(zone(null))).as("never packed").isFalse();
        ZoneRemovals tooMany = removals(removal(9, 1, 6), removal(9, 2, 6), removal(9, 3, 6));
        assertThat(tooMany.isComplete()).isFalse();
        assertThat(tooMany.leave(zone(5L))).isFalse();
    }

    @Test
    void onlyAZoneOfAnOlderVersionIsOutdated() {
        assertThat(removals(removal(3, 15, 6)).outdate(zone(5L))).isTrue();
        assertThat(removals(removal(3, 15, 8)).outdate(zone(8L))).isFalse();
        assertThat(removals().outdate(zone(5L))).isFalse();
        assertThat(removals().outdate(zone(null))).isTrue();
    }

    private static Removal removal(long addedVersion, long file, long version) {
        return new Removal(new FileKey(addedVersion, file), version);
    }

    /** Versions after 4, up to 9, were looked at, for two removals at most. */
    private static ZoneRemovals removals(Removal... removals) {
        return new ZoneRemovals(VERSION, 4, 9, List.of(removals), 2);
    }

    private static PackedZone zone(@Nullable Long packedVersion) {
        return new PackedZone(new FileRange(new FileKey(3, 10), new FileKey(3, 20)), packedVersion, new byte[0]);
    }
}
