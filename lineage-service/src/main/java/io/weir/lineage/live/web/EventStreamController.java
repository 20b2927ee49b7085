package io.weir.lineage.live.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.lineage.live.LiveEvents;
import io.weir.lineage.live.LiveFilter;
import io.weir.lineage.live.LiveTail;
import io.weir.lineage.live.WantedTypes;
import io.weir.lineage.openlineage.DatasetNames;
import io.weir.lineage.openlineage.EntityName;
import io.weir.lineage.openlineage.NodeName;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.problem.ProblemException;
import io.weir.support.vitals.WaitsForCaller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Live")
class EventStreamController {

    private final LiveTail tail;
    private final LiveEvents events;

    EventStreamController(LiveTail tail, LiveEvents events) {
        this.tail = tail;
        this.events = events;
    }

    @GetMapping("/api/v1/events/stream")
    @WaitsForCaller
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(
            operationId = "streamEvents",
            summary = "What happens, as server-sent events",
            description =
                    "Begins now, or after the event that Last-Event-ID names, without a gap; the event stream.open tells where."
                            + " A browser's EventSource, which sends no token, opens the address that createStreamTicket gives.")
    @ApiResponse(
            responseCode = "200",
            description = "Events without end, and a sign of life where there is none for a while",
            content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")))
    void stream(
            @Parameter(description = "Types, with commas between; run.* stands for all of runs")
                    @RequestParam(name = "events", required = false)
                    @Nullable
                    String types,
            @RequestParam(required = false) @Nullable UUID runId,
            @RequestParam(required = false) @Nullable String namespace,
            @RequestParam(required = false) @Nullable String job,
            @Parameter(description = "Who listens; sees what is broadcast to this client alone")
                    @RequestParam(required = false)
                    @Nullable
                    String clientId,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            @RequestParam(name = "lastEventId", required = false) @Nullable String lastEventParameter,
            @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        LiveFilter filter = new LiveFilter(types(types), runId, job(namespace, job), clientId);
        long cursor = cursor(lastEventId == null ? lastEventParameter : lastEventId);
        long dropped = events.dropped();
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        new EventStream(response.getOutputStream(), tail, filter, cursor).begin(request, response, dropped);
    }

    /** A place beyond the end is another log's; its reader begins now. */
    private long cursor(@Nullable String given) {
        long last = events.last();
        if (given == null || given.isBlank()) {
            return last;
        }
        try {
            long cursor = Long.parseLong(given.trim());
            return cursor > last ? last : Math.max(0, cursor);
        } catch (NumberFormatException notANumber) {
            throw ProblemException.invalid("Last-Event-ID", "is no event's id", given, "an id that was sent here");
        }
    }

    private static List<String> types(@Nullable String types) {
        if (types == null) {
            return List.of();
        }
        List<String> named = Stream.of(types.split(",", -1))
                .map(String::trim)
                .filter(type -> !type.isEmpty())
                .toList();
        return WantedTypes.checked("events", named);
    }

    private static @Nullable UUID job(@Nullable String namespace, @Nullable String job) {
        return job == null
                ? null
                : NodeName.job(new EntityName(namespace == null ? DatasetNames.HOME : namespace, job))
                        .key();
    }
}
