package io.weir.ingest.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PositionsTest {

    private record Place(int partition, long sequence, int length) {}

    private final Positions positions = new Positions();
    private final List<Place> added = new ArrayList<>();

    @Test
    void tellsOfEveryRecordWhateverTheRuns() {
        Random random = new Random(7);
        long sequence = 1L << 40;
        for (int run = 0; run < 300; run++) {
            int partition = random.nextInt(4);
            // Transactions leave gaps, and a partition may come again where it was left.
            sequence += random.nextInt(3);
            for (int left = random.nextInt(300); left >= 0; left--) {
                add(new Place(partition, sequence++, random.nextInt(1000) - 1));
            }
        }

        assertThat(positions.size()).isEqualTo(added.size()).isGreaterThan(40_000);
        assertThat(told()).isEqualTo(added);
    }

    @Test
    void tellsOfRecordsOfWhichNoneFollowsTheOther() {
        for (int index = 0; index < 1000; index++) {
            add(new Place(index % 3, index * 2L, index));
        }

        assertThat(told()).isEqualTo(added);
    }

    private void add(Place place) {
        positions.add(place.partition(), place.sequence(), place.length());
        added.add(place);
    }

    private List<Place> told() {
        List<Place> told = new ArrayList<>();
        for (int ordinal = 0; ordinal < positions.size(); ordinal++) {
            told.add(new Place(positions.partition(ordinal), positions.sequence(ordinal), positions.length(ordinal)));
        }
        return told;
    }
}
