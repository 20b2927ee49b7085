package io.weir.ingest.source;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Records of a partition for who only looks at a topic.
 *
 * @param first sequence of the first one
 * @param records how many, which the broker has, unless it removed them since
 */
public record Sample(long first, int records) {

    /** What there is to be seen of a partition: all from a sequence on. */
    private record Sight(Extent extent, long first) {

        long records() {
            return extent.end() - first;
        }
    }

    /**
     * As many records as are asked for, if there are so many, and the same number of each partition as far as it has them: what one has
     * fewer, others give. At least one of each that has some.
     *
     * @param most how many are looked at
     * @return by partition; without those that have none
     */
    public static Map<Integer, Sample> of(
            SourceStart start, Collection<Extent> extents, int most, RecordIndex records) {
        List<Sight> sights = extents.stream()
                .map(extent -> new Sight(extent, start.firstToSee(extent, records)))
                .filter(sight -> sight.records() > 0)
                .sorted(Comparator.comparingLong(Sight::records))
                .toList();
        Map<Integer, Sample> samples = new TreeMap<>();
        int left = most;
        for (int index = 0; index < sights.size(); index++) {
            Sight sight = sights.get(index);
            int share = (int) Math.min(sight.records(), Math.max(1, left / (sights.size() - index)));
            long first = start.seesTheLast() ? sight.extent().end() - share : sight.first();
            samples.put(sight.extent().partition(), new Sample(first, share));
            left -= share;
        }
        return samples;
    }

    /** How many records of each partition there are in samples. */
    public static Map<Integer, Integer> records(Map<Integer, Sample> samples) {
        return samples.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, sample -> sample.getValue()
                .records()));
    }
}
