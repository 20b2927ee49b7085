package io.weir.lineage.intake.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.lineage.intake.EventIntake;
import io.weir.lineage.openlineage.EventJson;
import io.weir.lineage.openlineage.EventReader;
import io.weir.lineage.openlineage.LineageEvent;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.answer.Locations;
import io.weir.support.problem.ProblemMembers;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Where OpenLineage clients post. Answers after the commit; the same event again is answered the same and changes nothing. */
@RestController
@Tag(name = "Lineage")
class LineageEventController {

    private static final String EVENT = """
            {"eventType": "COMPLETE", "eventTime": "2026-11-25T08:30:00Z",
             "run": {"runId": "0197a3d2-5c1e-7c43-9a0b-6f1d2e3c4b5a"}, "job": {"namespace": "shop", "name": "nightly"},
             "inputs": [{"namespace": "shop", "name": "orders"}], "outputs": [{"namespace": "shop", "name": "revenue"}],
             "producer": "https://shop.example/jobs",
             "schemaURL": "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"}""";

    private final EventIntake intake;
    private final EventBodies bodies;

    LineageEventController(EventIntake intake, EventBodies bodies) {
        this.intake = intake;
        this.bodies = bodies;
    }

    @PostMapping(path = "/api/v1/lineage", consumes = MediaType.APPLICATION_JSON_VALUE)
    @RequiresGrant(value = Privilege.INSERT, on = ResourceKind.JOB)
    @Operation(
            operationId = "postLineageEvent",
            summary = "Takes one OpenLineage event",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(type = "object"),
                                            examples = @ExampleObject(EVENT))))
    @ApiResponse(responseCode = "201", description = "Committed", content = @Content)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Void> post(HttpServletRequest request) throws IOException {
        JsonNode body = EventJson.read(bodies.read(request));
        ProblemMembers.note(request, "runId", body.path("run").path("runId").asString(""));
        LineageEvent event = Sender.of(request).mark(EventReader.read(body), body);
        intake.take(List.of(event));
        return ResponseEntity.created(location(event)).build();
    }

    /** Of a run, that; of what is said of a job or a dataset alone, the log that it is in. */
    private static URI location(LineageEvent event) {
        return event.run() == null
                ? Locations.of("/api/v1/events/lineage")
                : Locations.of("/api/v1/runs/{run}", event.run().id());
    }

    @PostMapping(path = "/api/v1/lineage/batch", consumes = MediaType.APPLICATION_JSON_VALUE)
    @RequiresGrant(value = Privilege.INSERT, on = ResourceKind.JOB)
    @Operation(
            operationId = "postLineageEvents",
            summary = "Takes many OpenLineage events",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            array = @ArraySchema(schema = @Schema(type = "object")),
                                            examples = @ExampleObject("[" + EVENT + "]"))))
    @ApiResponse(responseCode = "204", description = "All committed", content = @Content)
    @ApiResponse(
            responseCode = "200",
            description = "Those that could be understood are committed",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = LineageBatchResult.class)))
    ResponseEntity<LineageBatchResult> postBatch(HttpServletRequest request) throws IOException {
        EventBatch batch = EventBatch.read(EventJson.read(bodies.read(request)), Sender.of(request));
        if (!batch.events().isEmpty()) {
            intake.take(batch.events());
        }
        return batch.failures().isEmpty() ? ResponseEntity.noContent().build() : ResponseEntity.ok(batch.result());
    }
}
