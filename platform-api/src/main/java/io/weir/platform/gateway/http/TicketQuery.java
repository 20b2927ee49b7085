package io.weir.platform.gateway.http;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The query of a call, the tickets taken out of it.
 *
 * @param rest the rest as it came; null where nothing is left
 */
record TicketQuery(List<String> tickets, @Nullable String rest) {

    private static final String TICKET = "ticket=";

    static TicketQuery of(@Nullable String query) {
        Map<Boolean, List<String>> parts = Stream.ofNullable(query)
                .flatMap(text -> Stream.of(text.split("&", -1)))
                .collect(Collectors.partitioningBy(part -> part.startsWith(TICKET)));
        List<String> tickets = parts.getOrDefault(true, List.of()).stream()
                .map(part -> part.substring(TICKET.length()))
                .toList();
        String rest = String.join("&", parts.getOrDefault(false, List.of()));
        return new TicketQuery(tickets, rest.isEmpty() ? null : rest);
    }

    /** Without the tickets. */
    @Override
    public String toString() {
        return "TicketQuery[" + rest + "]";
    }
}
