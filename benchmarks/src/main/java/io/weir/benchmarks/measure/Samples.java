package io.weir.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;

/** The repetitions of one measurement, in seconds. */
public final class Samples {

    private final List<Double> seconds = new ArrayList<>();

    public void add(double sample) {
        seconds.add(sample);
    }

    public int size() {
        return seconds.size();
    }

    /** The middle one, or the mean of the two in the middle. */
    public double median() {
        if (seconds.isEmpty()) {
            throw new IllegalStateException("nothing was measured");
        }
        List<Double> sorted = seconds.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The least sample that so many of a hundred are not above. */
    public double percentile(int percent) {
        if (seconds.isEmpty()) {
            throw new IllegalStateException("nothing was measured");
        }
        List<Double> sorted = seconds.stream().sorted().toList();
        return sorted.get(Math.max(0, (sorted.size() * percent + 99) / 100 - 1));
    }

    @Override
    public String toString() {
        return seconds.stream()
                .map(sample -> String.format("%.2f s", sample))
                .toList()
                .toString();
    }
}
