package io.weir.ingest;

import io.weir.support.problem.ProblemCode;
import org.springframework.http.HttpStatus;

/** The service's error catalogue. */
public enum IngestProblem implements ProblemCode {
    PIPELINE_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no pipeline of this name"),
    PIPELINE_EXISTS(HttpStatus.CONFLICT, "There is a pipeline of this name"),
    PIPELINE_STATE(HttpStatus.CONFLICT, "The pipeline's state does not allow this"),
    PIPELINE_INVALID(HttpStatus.UNPROCESSABLE_CONTENT, "The pipeline's definition has fields that are not allowed"),
    PIPELINE_IN_USE(HttpStatus.CONFLICT, "A relation is fed by the pipeline"),
    LETTERS_KEPT(HttpStatus.CONFLICT, "The pipeline's dead letters cannot be replayed"),
    SOURCE_UNREADABLE(
            HttpStatus.UNPROCESSABLE_CONTENT, "What the pipeline is to read cannot be read, however often it is tried"),
    STORE_UNKNOWN(HttpStatus.UNPROCESSABLE_CONTENT, "A store that is named does not exist or is of another kind"),
    STORE_IN_USE(HttpStatus.CONFLICT, "The store is used by others"),
    STORE_WITHOUT_ENTITIES(HttpStatus.CONFLICT, "The store is of a kind that has no entities"),
    ENTITY_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no store of this name, or it has nothing of this path"),
    ENTITY_READ_ONLY(HttpStatus.CONFLICT, "No rows can be added to what has this path"),
    ENTITY_UNWRITABLE(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "Rows cannot be added, or not all are known to be, however often it is tried"),
    FUNCTION_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no function of this name"),
    FUNCTION_EXISTS(HttpStatus.CONFLICT, "There is a function of this name"),
    FUNCTION_IN_USE(HttpStatus.CONFLICT, "Pipelines call the function"),
    FUNCTION_SOURCE_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no function source of this name"),
    FUNCTION_SOURCE_EXISTS(HttpStatus.CONFLICT, "There is a function source of this name"),
    FUNCTION_SOURCE_IN_USE(HttpStatus.CONFLICT, "Functions are of the function source, or pipelines call it"),
    JAVA_FUNCTIONS_OFF(HttpStatus.CONFLICT, "Java functions are switched off"),
    DESCRIPTOR_SOURCE_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no descriptor source of this name"),
    DESCRIPTOR_SOURCE_EXISTS(HttpStatus.CONFLICT, "There is a descriptor source of this name"),
    DESCRIPTOR_SOURCE_IN_USE(HttpStatus.CONFLICT, "Pipelines read by the descriptor source"),
    POOL_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no compute pool of this name"),
    POOL_EXISTS(HttpStatus.CONFLICT, "There is a compute pool of this name"),
    POOL_IN_USE(HttpStatus.CONFLICT, "Pipelines name the compute pool"),
    RELATION_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no relation of this name"),
    RELATION_EXISTS(HttpStatus.CONFLICT, "There is a relation of this name"),
    RELATION_IN_USE(HttpStatus.CONFLICT, "Pipelines or views use the relation"),
    RELATION_NOT_FED(HttpStatus.CONFLICT, "The relation has no pipeline of its own"),
    RELATION_INVALID(HttpStatus.UNPROCESSABLE_CONTENT, "The relation's definition has fields that are not allowed"),
    WAREHOUSE_TABLE_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no table of this name in the warehouse");

    private final HttpStatus status;
    private final String title;

    IngestProblem(HttpStatus status, String title) {
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
