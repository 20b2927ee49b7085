package io.weir.ingest.function;

import io.weir.ingest.IngestProblem;
import io.weir.support.problem.ProblemException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether Java that somebody uploads runs here.
 *
 * @param enabled false, so that nobody has code run in workers unless whoever runs them wants it
 */
@ConfigurationProperties("weir.ingest.java-functions")
public record JavaFunctionSettings(@DefaultValue("false") boolean enabled) {

    /** Refuses where it does not. */
    public void require() {
        if (!enabled) {
            throw new ProblemException(
                    IngestProblem.JAVA_FUNCTIONS_OFF,
                    "Java functions are switched off; weir.ingest.java-functions.enabled=true switches them on");
        }
    }
}
