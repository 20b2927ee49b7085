package io.weir.lineage.live.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.lineage.live.Announcement;
import io.weir.lineage.live.LiveEvents;
import io.weir.lineage.openlineage.EventJson;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.answer.Locations;
import io.weir.support.idempotency.IdempotentRequests;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import io.weir.support.problem.ProblemMembers;
import io.weir.support.request.RequestIds;
import jakarta.servlet.ServletRequest;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@Tag(name = "Live")
class BroadcastController {

    private static final int LONGEST_DATA = 256 * 1024;
    private static final int MOST_CLIENTS = 1000;
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._:/-]{1,200}");

    private final LiveEvents events;
    private final IdempotentRequests requests;
    private final TransactionTemplate transactions;

    BroadcastController(LiveEvents events, IdempotentRequests requests, TransactionTemplate transactions) {
        this.events = events;
        this.requests = requests;
        this.transactions = transactions;
    }

    @PostMapping("/api/v1/events/broadcast")
    @ResponseStatus(HttpStatus.CREATED)
    @RequiresGrant(value = Privilege.INSERT, on = ResourceKind.JOB)
    @Operation(operationId = "broadcastEvent", summary = "Tells something to all who listen")
    ResponseEntity<BroadcastEvent> broadcast(
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody BroadcastRequest request,
            @Parameter(hidden = true) ServletRequest http) {
        ProblemMembers.note(http, "runId", request.runId());
        Announcement announcement = announcement(request);
        return requests.once(key, "broadcastEvent", request, BroadcastEvent.class, () -> {
            Long number = transactions.execute(status -> events.append(List.of(announcement)));
            return ResponseEntity.created(Locations.of("/api/v1/events/stream"))
                    .body(new BroadcastEvent(
                            number == null ? 0 : number, request.eventType(), request.runId(), RequestIds.of(http)));
        });
    }

    private static Announcement announcement(BroadcastRequest request) {
        check("event_type", request.eventType());
        List<String> targets = request.targetClients() == null ? List.of() : request.targetClients();
        if (targets.size() > MOST_CLIENTS) {
            throw ProblemException.invalid(
                    "target_clients", "has too many", targets.size(), "up to " + MOST_CLIENTS + " clients");
        }
        targets.forEach(target -> check("target_clients", target));
        JsonNode data = request.data() == null ? EventJson.tree(Map.of()) : request.data();
        if (EventJson.write(data).length() > LONGEST_DATA) {
            throw new ProblemException(
                    CommonProblem.CONTENT_TOO_LARGE, "data is longer than " + LONGEST_DATA + " characters");
        }
        return new Announcement(request.eventType(), request.runId(), null, targets, data);
    }

    private static void check(String field, String name) {
        if (!NAME.matcher(name).matches()) {
            throw ProblemException.invalid(
                    field, "is no name", name, "1 to 200 letters, digits and . _ : / - without blanks");
        }
    }
}
