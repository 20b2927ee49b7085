package io.weir.platform.broker;

import io.weir.support.problem.ProblemCode;
import org.springframework.http.HttpStatus;

/** What can go wrong with a broker. */
public enum BrokerProblem implements ProblemCode {
    BROKER_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The broker does not answer; try again later"),
    BROKER_REFUSED(HttpStatus.BAD_GATEWAY, "The broker refuses this"),
    TOPIC_NOT_FOUND(HttpStatus.NOT_FOUND, "The broker has no topic of this name");

    private final HttpStatus status;
    private final String title;

    BrokerProblem(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    /** What a broker refuses it refuses the next time. */
    @Override
    public boolean isRepeated() {
        return this != BROKER_REFUSED && ProblemCode.super.isRepeated();
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
