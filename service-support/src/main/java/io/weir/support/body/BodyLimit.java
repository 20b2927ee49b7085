package io.weir.support.body;

import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much one request may send.
 *
 * @param maxBodyBytes bytes of the body as they come over the wire
 * @param unlimitedPaths beginnings of paths whose bodies are streamed on by who takes them, so that no limit is needed
 */
@ConfigurationProperties("weir.web")
record BodyLimit(
        @DefaultValue("16777216") long maxBodyBytes,
        @DefaultValue List<String> unlimitedPaths) {

    boolean appliesTo(String path) {
        return unlimitedPaths.stream().noneMatch(path::startsWith);
    }

    boolean allows(long bytes) {
        return bytes <= maxBodyBytes;
    }

    ProblemException exceeded() {
        return new ProblemException(
                        CommonProblem.CONTENT_TOO_LARGE,
                        "The body is larger than " + maxBodyBytes + " bytes; send it in smaller parts.")
                .with("maxBodyBytes", maxBodyBytes);
    }
}
