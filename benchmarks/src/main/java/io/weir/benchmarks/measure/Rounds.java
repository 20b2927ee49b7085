package io.weir.benchmarks.measure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Measures trials in turn, round after round, so that whatever else the machine does meets all of them alike. */
public final class Rounds {

    private final int rounds;
    private final Consumer<String> progress;

    /**
     * @param rounds how many count; one more goes before them to warm up
     * @param progress told of every result
     */
    public Rounds(int rounds, Consumer<String> progress) {
        this.rounds = rounds;
        this.progress = progress;
    }

    /** The samples of each trial. */
    public Map<Trial, Samples> run(List<? extends Trial> trials) throws Exception {
        Map<Trial, Samples> results = new LinkedHashMap<>();
        trials.forEach(trial -> results.put(trial, new Samples()));
        for (int round = 0; round <= rounds; round++) {
            for (Trial trial : trials) {
                double seconds = trial.run();
                String label = round == 0 ? "warm-up" : "round " + round + " of " + rounds;
                progress.accept(String.format("%s: %s %.2f s", label, trial.name(), seconds));
                if (round > 0) {
                    results.computeIfAbsent(trial, unseen -> new Samples()).add(seconds);
                }
            }
        }
        return results;
    }
}
