package io.weir.platform.ticket.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.platform.ticket.ListenersTokens;
import io.weir.platform.ticket.StreamTickets;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.identity.Identity;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Tokens")
class StreamTicketController {

    private final ObjectProvider<StreamTickets> tickets;
    private final ListenersTokens tokens;

    StreamTicketController(ObjectProvider<StreamTickets> tickets, ListenersTokens tokens) {
        this.tickets = tickets;
        this.tokens = tokens;
    }

    @PostMapping("/api/v1/events/stream-tickets")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(
            operationId = "createStreamTicket",
            summary = "Gives a browser an address to listen at",
            description =
                    "An EventSource sends no token, so it opens the address in this answer. The ticket opens that one stream,"
                            + " for reading, as the caller, until it expires, or the token that the caller brought for it expires"
                            + " or is revoked; then the stream answers 401, and the page asks for another, with a token that is"
                            + " good. Needs the scope READ; nothing is kept.")
    ResponseEntity<StreamTicket> create(HttpServletRequest call) {
        StreamTickets issuing = tickets.getIfAvailable();
        StreamTicket made = issuing == null
                ? StreamTicket.notNeeded(StreamTickets.STREAM)
                : StreamTicket.of(StreamTickets.STREAM, issue(issuing, call), issuing.life());
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(made);
    }

    private String issue(StreamTickets tickets, HttpServletRequest call) {
        Optional<Identity> caller = Identity.of(call);
        return tickets.issue(caller.orElseThrow(), tokens.of(call.getHeader(HttpHeaders.AUTHORIZATION), caller));
    }
}
