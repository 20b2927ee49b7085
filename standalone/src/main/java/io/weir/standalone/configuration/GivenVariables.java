package io.weir.standalone.configuration;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Variables as they are found.
 *
 * @param file what a file says
 * @param environment what comes before it
 * @param faults what is wrong with the file
 */
public record GivenVariables(Map<String, String> file, Map<String, String> environment, List<Fault> faults) {

    public GivenVariables {
        file = Map.copyOf(file);
        environment = Map.copyOf(environment);
        faults = List.copyOf(faults);
    }

    /** All of them, by their names. */
    public Map<String, String> values() {
        Map<String, String> values = new HashMap<>(file);
        values.putAll(environment);
        return values;
    }

    /** Who says what {@link #values} has; a value of nothing but spaces says nothing. */
    public Origin origin(String name) {
        if (values().getOrDefault(name, "").isBlank()) {
            return Origin.DEFAULT;
        }
        return environment.containsKey(name) ? Origin.ENVIRONMENT : Origin.DOT_ENV;
    }
}
