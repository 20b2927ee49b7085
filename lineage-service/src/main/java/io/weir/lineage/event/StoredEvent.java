package io.weir.lineage.event;

import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * One event of the log.
 *
 * @param id orders events by their time
 * @param body equal to what was sent, member by member and digit by digit
 */
public record StoredEvent(UUID id, JsonNode body) {}
