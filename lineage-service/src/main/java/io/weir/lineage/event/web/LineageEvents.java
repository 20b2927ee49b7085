package io.weir.lineage.event.web;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Events as they were sent, in Marquez's shape.
 *
 * @param totalCount of all events of the time that is asked for, 10,000 at most
 */
record LineageEvents(
        @ArraySchema(schema = @Schema(type = "object")) List<JsonNode> events, int totalCount) {}
