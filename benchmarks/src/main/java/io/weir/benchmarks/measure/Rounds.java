package io.weir.benchmarks.measure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Measures trials in turn, round after round, so that whatever else the machine does meets all of them alike. */
public final class Rounds {

    private final int rounds;
    private final Consumer<String> progress;
    private final Warmth warmth;

    /**
     * @param rounds how many count, after those that {@link Warmth} takes
     * @param progress told of every result
     */
    public Rounds(int rounds, Consumer<String> progress) {
        this(rounds, progress, new Warmth());
    }

    Rounds(int rounds, Consumer<String> progress, Warmth warmth) {
        this.rounds = rounds;
        this.progress = progress;
        this.warmth = warmth;
    }

    /** The samples of each trial. */
    public Map<Trial, Samples> run(List<? extends Trial> trials) throws Exception {
        Map<Trial, Samples> results = new LinkedHashMap<>();
        trials.forEach(trial -> results.put(trial, new Samples()));
        for (int round = 0; round < rounds; ) {
            boolean counts = warmth.isReached();
            round += counts ? 1 : 0;
            String label = counts ? "round " + round + " of " + rounds : "warm-up";
            for (Trial trial : trials) {
                double seconds = trial.run();
                progress.accept(String.format("%s: %s %.2f s", label, trial.name(), seconds));
                if (counts) {
                    results.computeIfAbsent(trial, unseen -> new Samples()).add(seconds);
                }
            }
            warmth.endRound();
        }
        return results;
    }
}
