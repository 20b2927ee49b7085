package io.weir.platform.ticket.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a browser needs to listen. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StreamTicket(
        @Schema(description = "Absent where nobody has to say who they are") @Nullable
        String ticket,

        @Schema(description = "How long the address can be opened, and opened again") @Nullable
        Long expiresInSeconds,

        @Schema(description = "What to open, below the address of the API, with further parameters after it")
        String url) {

    static StreamTicket of(String stream, String ticket, Duration life) {
        return new StreamTicket(ticket, life.toSeconds(), stream + "?ticket=" + ticket);
    }

    static StreamTicket notNeeded(String stream) {
        return new StreamTicket(null, null, stream + "?");
    }

    /** Without the ticket. */
    @Override
    public String toString() {
        return "StreamTicket[]";
    }
}
