package io.weir.standalone.streamduck;

import io.weir.standalone.configuration.Variables;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reads the settings of StreamDuck that hold for all mappings. Their names count in small letters, too, as they do there. */
final class KnobVariables {

    /** What would change nothing here, and why. */
    private static final Map<String, String> WITHOUT_EFFECT = withoutEffect();

    private static final int HOUR = 3600;
    private static final int MOST_ROWS = 2_000_000;

    private final Variables variables;

    KnobVariables(Variables variables) {
        this.variables = variables;
    }

    private static Map<String, String> withoutEffect() {
        Map<String, String> reasons = new LinkedHashMap<>();
        reasons.put(
                "CHECKPOINT_INTERVAL_SECONDS", "how far a hub was read is written with the rows, in one transaction");
        reasons.put(
                "PREFETCH_COUNT", "4000 events of each partition are on their way at most, and fewer of large ones");
        reasons.put("MAX_CONCURRENT_CHANNELS", "each partition has a link of its own");
        reasons.put("INGESTION_TIMEOUT_SECONDS", "what is written is tried until it is there");
        return reasons;
    }

    Knobs read() {
        return new Knobs(
                variables.number(spelled("MAX_BATCH_SIZE"), 1000, 1, MOST_ROWS),
                seconds("MAX_WAIT_TIME", 60),
                variables.number(spelled("MAX_CONCURRENT_MAPPINGS"), 10, 1, 1000),
                seconds("HEALTH_CHECK_INTERVAL_SECONDS", 60),
                variables.number(spelled("MAX_PIPELINE_RESTART_ATTEMPTS"), 3, 0, 1000),
                seconds("PIPELINE_RESTART_DELAY_SECONDS", 30));
    }

    /** Which of those that are set change nothing, and why. */
    Map<String, String> withoutEffectHere() {
        Map<String, String> found = new LinkedHashMap<>(WITHOUT_EFFECT);
        found.keySet().removeIf(name -> variables.find(spelled(name)).isEmpty());
        return found;
    }

    private Duration seconds(String name, int otherwise) {
        return Duration.ofSeconds(variables.number(spelled(name), otherwise, 1, HOUR));
    }

    private String spelled(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        return variables.find(name).isEmpty() && variables.find(small).isPresent() ? small : name;
    }
}
