package io.weir.lineage.event.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.lineage.event.EventQuery;
import io.weir.lineage.event.EventQuery.Order;
import io.weir.lineage.event.StoredEvent;
import io.weir.lineage.event.StoredEvents;
import io.weir.lineage.openlineage.Tokens;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@Tag(name = "Lineage")
class EventLogController {

    private static final UUID FIRST = new UUID(0, 0);

    private final StoredEvents events;

    EventLogController(StoredEvents events) {
        this.events = events;
    }

    @GetMapping("/api/v1/events/lineage")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(operationId = "listLineageEvents", summary = "Events as they were sent, latest first")
    LineageEvents list(
            @RequestParam(required = false) @Nullable OffsetDateTime after,
            @RequestParam(required = false) @Nullable OffsetDateTime before,
            @RequestParam(required = false) @Nullable String sortDirection,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset) {
        EventQuery query = new EventQuery(
                after == null ? null : after.toInstant(),
                before == null ? null : before.toInstant(),
                order(sortDirection),
                PageRequest.of(limit, null).limit(),
                offset(offset));
        return new LineageEvents(bodies(events.list(query)), events.count(query));
    }

    @GetMapping("/api/v1/runs/{runId}/events")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(
            operationId = "listRunEvents",
            summary = "The OpenLineage events of a run as they were sent, earliest first",
            responses = @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "object"))))
    Page<JsonNode> ofRun(
            @PathVariable UUID runId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        PageRequest request = PageRequest.of(limit, pageToken);
        UUID after = Tokens.id(request.after());
        List<StoredEvent> found = events.ofRun(runId, after == null ? FIRST : after, request.limit() + 1);
        Page<StoredEvent> page = Page.of(found, request, event -> event.id().toString());
        return new Page<>(bodies(page.items()), page.nextPageToken());
    }

    private static List<JsonNode> bodies(List<StoredEvent> events) {
        return events.stream().map(StoredEvent::body).toList();
    }

    private static Order order(@Nullable String direction) {
        String wanted = direction == null ? Order.DESC.name() : direction.toUpperCase(Locale.ROOT);
        for (Order order : Order.values()) {
            if (order.name().equals(wanted)) {
                return order;
            }
        }
        throw ProblemException.invalid("sortDirection", "is unknown", direction, "asc or desc");
    }

    private static int offset(@Nullable Integer offset) {
        int wanted = offset == null ? 0 : offset;
        if (wanted < 0 || wanted > StoredEvents.COUNTED) {
            throw ProblemException.invalid("offset", "is out of range", wanted, "0 to " + StoredEvents.COUNTED);
        }
        return wanted;
    }
}
