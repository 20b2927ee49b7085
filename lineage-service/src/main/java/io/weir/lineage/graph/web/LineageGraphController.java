package io.weir.lineage.graph.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.lineage.graph.Direction;
import io.weir.lineage.graph.LineageGraphs;
import io.weir.support.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Lineage")
class LineageGraphController {

    private static final int DEFAULT_DEPTH = 20;
    private static final int MAXIMUM_DEPTH = 1000;
    private static final int DEFAULT_LIMIT = 2000;
    private static final int MAXIMUM_LIMIT = 10_000;

    private final LineageGraphs graphs;

    LineageGraphController(LineageGraphs graphs) {
        this.graphs = graphs;
    }

    @GetMapping("/api/v1/lineage")
    @Operation(operationId = "getLineage", summary = "The graph around a node")
    LineageGraph around(
            @RequestParam String nodeId,
            @RequestParam(required = false) @Nullable Integer depth,
            @RequestParam(required = false) @Nullable Direction direction,
            @RequestParam(required = false) @Nullable Integer limit) {
        return LineageGraph.of(graphs.around(
                nodeId,
                within("depth", depth, DEFAULT_DEPTH, MAXIMUM_DEPTH),
                direction == null ? Direction.BOTH : direction,
                Math.max(1, within("limit", limit, DEFAULT_LIMIT, MAXIMUM_LIMIT))));
    }

    private static int within(String parameter, @Nullable Integer value, int otherwise, int maximum) {
        if (value == null) {
            return otherwise;
        }
        if (value < 0 || value > maximum) {
            throw ProblemException.invalid(parameter, "is out of range", value, "0 to " + maximum);
        }
        return value;
    }
}
