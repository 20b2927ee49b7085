package io.weir.standalone.streamduck;

import io.weir.standalone.configuration.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the variables of StreamDuck say.
 *
 * @param mappings by number; only where there are no faults can they be run
 * @param retryModel who is asked whether to start a failed pipeline again; nobody unless it is switched on
 * @param identityNamespaces those that are read as Azure knows us, as services are told of them
 * @param warnings what is there and does nothing
 * @param faults all that is wrong, not only the first
 */
record StreamDuckEnvironment(
        List<Mapping> mappings,
        ControlTable control,
        Knobs knobs,
        Optional<RetryModel> retryModel,
        String identityNamespaces,
        List<String> warnings,
        List<Fault> faults) {

    StreamDuckEnvironment {
        mappings = List.copyOf(mappings);
        warnings = List.copyOf(warnings);
        faults = List.copyOf(faults);
    }

    /**
     * Reads variables.
     *
     * @param folder what paths in them are relative to
     * @param before what was found to be wrong with where they come from
     */
    static StreamDuckEnvironment read(Map<String, String> values, Path folder, List<Fault> before) {
        return new EnvironmentReading(values, folder, before).read();
    }
}
