package io.weir.platform.ticket;

import io.weir.platform.token.KnownTokens;
import io.weir.support.identity.Identity;
import io.weir.support.identity.Tickets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Tickets for the stream of what happens, which a browser opens without a header of its own. They are void as soon as the
 * API token is that they were made with, and then its user's roles are those that it has by then.
 */
@Component
@ConditionalOnProperty("weir.identity.enabled")
public class StreamTickets {

    /** The one path that they open, for reading. */
    public static final String STREAM = "/api/v1/events/stream";

    private final Tickets tickets;
    private final KnownTokens tokens;

    StreamTickets(Tickets tickets, KnownTokens tokens) {
        this.tickets = tickets;
        this.tokens = tokens;
    }

    /**
     * Makes a ticket.
     *
     * @param token what the caller brought
     */
    public String issue(Identity caller, ListenersToken token) {
        return tickets.issue(STREAM, new Tickets.Holder(caller, token.id(), token.end()));
    }

    /** How long a ticket is good for. */
    public Duration life() {
        return tickets.life();
    }

    /** What a ticket was made with; none where the ticket has expired, or is none. */
    public Optional<ListenersToken> token(String ticket) {
        return tickets.find(STREAM, ticket).map(StreamTickets::shown);
    }

    private static ListenersToken shown(Tickets.Holder holder) {
        return new ListenersToken(holder.token(), holder.end());
    }

    /**
     * Who listens with a ticket; none where it is void.
     *
     * @throws io.weir.support.problem.ProblemException when it cannot be told now
     */
    public Optional<Identity> find(String ticket) {
        return tickets.find(STREAM, ticket)
                .filter(holder -> !shown(holder).isOver(Instant.now()))
                .flatMap(holder ->
                        holder.token() == null ? Optional.of(holder.identity()) : tokens.holder(holder.token()));
    }
}
