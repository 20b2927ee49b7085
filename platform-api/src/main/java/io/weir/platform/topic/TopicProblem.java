package io.weir.platform.topic;

import io.weir.support.problem.ProblemCode;
import org.springframework.http.HttpStatus;

/** What can go wrong with a topic. */
public enum TopicProblem implements ProblemCode {
    TOPIC_EXISTS(HttpStatus.CONFLICT, "The topic is there with another number of partitions"),
    TOPIC_IN_USE(HttpStatus.CONFLICT, "Pipelines read the topic");

    private final HttpStatus status;
    private final String title;

    TopicProblem(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
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
