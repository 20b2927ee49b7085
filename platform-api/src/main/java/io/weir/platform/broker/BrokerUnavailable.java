package io.weir.platform.broker;

import io.weir.support.problem.ProblemException;
import java.time.Duration;

/** A broker does not answer now. */
public class BrokerUnavailable extends ProblemException {

    private static final long serialVersionUID = 1L;

    /** Says what is the matter, as in {@code "does not answer"}. */
    public BrokerUnavailable(String what, Throwable cause) {
        super(BrokerProblem.BROKER_UNAVAILABLE, "The broker " + what, Duration.ofSeconds(2), cause);
    }
}
