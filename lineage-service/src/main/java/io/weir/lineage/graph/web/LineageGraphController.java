package io.weir.lineage.graph.web;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.lineage.graph.ColumnGraphs;
import io.weir.lineage.graph.Direction;
import io.weir.lineage.graph.Impact;
import io.weir.lineage.graph.Impacts;
import io.weir.lineage.graph.LineageGraphs;
import io.weir.lineage.graph.Moment;
import io.weir.lineage.graph.Relations;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.problem.ProblemException;
import java.time.OffsetDateTime;
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
    private final ColumnGraphs columns;
    private final Impacts impacts;

    LineageGraphController(LineageGraphs graphs, ColumnGraphs columns, Impacts impacts) {
        this.columns = columns;
        this.impacts = impacts;
        this.graphs = graphs;
    }

    @GetMapping("/api/v1/lineage")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(operationId = "getLineage", summary = "The graph around a node")
    LineageGraph around(
            @RequestParam String nodeId,
            @RequestParam(required = false) @Nullable Integer depth,
            @RequestParam(required = false) @Nullable Direction direction,
            @Parameter(description = "Leaves out edges that were first seen later")
                    @RequestParam(required = false)
                    @Nullable
                    OffsetDateTime asOf,
            @Parameter(description = "Leaves out edges that were last seen earlier")
                    @RequestParam(required = false)
                    @Nullable
                    OffsetDateTime since,
            @RequestParam(required = false) @Nullable Integer limit,
            @Parameter(description = "false leaves out edges from a job to one that waits for it")
                    @RequestParam(required = false)
                    @Nullable
                    Boolean dependencies) {
        return LineageGraph.of(graphs.around(
                nodeId,
                within("depth", depth, DEFAULT_DEPTH, MAXIMUM_DEPTH),
                direction == null ? Direction.BOTH : direction,
                Boolean.FALSE.equals(dependencies) ? Relations.DATA : Relations.ALL,
                moment(asOf, since),
                Math.max(1, within("limit", limit, DEFAULT_LIMIT, MAXIMUM_LIMIT))));
    }

    /** Marquez' web interface asked with a slash at the end for years. */
    @Hidden
    @GetMapping("/api/v1/lineage/")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    LineageGraph aroundWithSlash(@RequestParam String nodeId, @RequestParam(required = false) @Nullable Integer depth) {
        return around(nodeId, depth, null, null, null, null, null);
    }

    @GetMapping("/api/v1/column-lineage")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(
            operationId = "getColumnLineage",
            summary = "The columns that a column comes from, and where it goes",
            description = "Around a datasetField, or all columns of a dataset or of what a job writes.")
    ColumnLineageGraph columns(
            @RequestParam String nodeId,
            @RequestParam(required = false) @Nullable Integer depth,
            @RequestParam(required = false) @Nullable Boolean withDownstream,
            @RequestParam(required = false) @Nullable OffsetDateTime asOf,
            @RequestParam(required = false) @Nullable Integer limit) {
        Moment moment = moment(asOf, null);
        return ColumnLineageGraph.of(columns.around(
                nodeId,
                within("depth", depth, DEFAULT_DEPTH, MAXIMUM_DEPTH),
                Boolean.TRUE.equals(withDownstream) ? Direction.BOTH : Direction.UPSTREAM,
                moment,
                Math.max(1, within("limit", limit, DEFAULT_LIMIT, MAXIMUM_LIMIT))));
    }

    @GetMapping("/api/v1/lineage/impact")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(
            operationId = "getImpact",
            summary = "What breaks if a column, a dataset or a job goes",
            description = "Follows columns where producers tell of them, and whole datasets where they do not.")
    Impact impact(
            @RequestParam String nodeId,
            @RequestParam(required = false) @Nullable Integer depth,
            @RequestParam(required = false) @Nullable Integer limit) {
        return impacts.of(
                nodeId,
                within("depth", depth, DEFAULT_DEPTH, MAXIMUM_DEPTH),
                Math.max(1, within("limit", limit, DEFAULT_LIMIT, MAXIMUM_LIMIT)));
    }

    private static Moment moment(@Nullable OffsetDateTime asOf, @Nullable OffsetDateTime since) {
        return new Moment(asOf == null ? null : asOf.toInstant(), since == null ? null : since.toInstant());
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
