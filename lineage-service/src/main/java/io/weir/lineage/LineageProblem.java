package io.weir.lineage;

import io.weir.support.problem.ProblemCode;
import org.springframework.http.HttpStatus;

/** The error catalogue of the lineage service. */
public enum LineageProblem implements ProblemCode {
    RUN_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such run"),
    RUN_ENDED(HttpStatus.CONFLICT, "The run has ended otherwise"),
    RUN_CONFLICT(HttpStatus.CONFLICT, "The run belongs to another job"),
    JOB_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such job"),
    DATASET_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such dataset"),
    FIELD_NOT_FOUND(HttpStatus.NOT_FOUND, "The dataset has no such column"),
    NODE_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such node in the graph"),
    OBJECT_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such object"),
    OBJECT_CONFLICT(HttpStatus.CONFLICT, "The name is taken by something that is no object"),
    WEBHOOK_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such webhook"),
    SNAPSHOT_NOT_FOUND(HttpStatus.NOT_FOUND, "The table has no snapshot"),
    SNAPSHOT_CONFLICT(HttpStatus.CONFLICT, "This version of the table is registered with another address"),
    SNAPSHOT_WITHOUT_SCHEMA(HttpStatus.CONFLICT, "The snapshot was registered without a schema");

    private final HttpStatus status;
    private final String title;

    LineageProblem(HttpStatus status, String title) {
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
