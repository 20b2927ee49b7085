package io.weir.ingest.relation;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.pipeline.DryRun;
import io.weir.ingest.pipeline.DryRunLimits;
import io.weir.ingest.pipeline.DryRuns;
import io.weir.ingest.pipeline.PipelineDefinition;
import io.weir.ingest.pipeline.PipelineService;
import io.weir.ingest.pipeline.PipelineTarget.WarehouseTarget;
import io.weir.ingest.pipeline.RecordShape;
import io.weir.ingest.transform.Query;
import io.weir.ingest.warehouse.WarehouseTables;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Service;

/** Starts and stops what feeds relations, and looks into them. */
@Service
public class RelationRuns {

    private final PipelineService pipelines;
    private final DryRuns dryRuns;
    private final WarehouseTables warehouse;
    private final RowsOfTables tables;

    RelationRuns(PipelineService pipelines, DryRuns dryRuns, WarehouseTables warehouse, RowsOfTables tables) {
        this.tables = tables;
        this.pipelines = pipelines;
        this.dryRuns = dryRuns;
        this.warehouse = warehouse;
    }

    /**
     * Starts what feeds a relation.
     *
     * @throws ProblemException 409 where nothing does
     */
    public void start(KeptRelation relation) {
        pipelines.start(feed(relation));
    }

    /** Stops it after the batch in hand. */
    public void stop(KeptRelation relation) {
        pipelines.stop(feed(relation));
    }

    private static String feed(KeptRelation relation) {
        KeptRelation.Feed feed = relation.feed();
        if (feed == null) {
            throw new ProblemException(
                    IngestProblem.RELATION_NOT_FED,
                    "The relation '" + relation.name() + "' has no pipeline of its own");
        }
        return feed.pipeline();
    }

    /**
     * Some of its rows: of records those that a pipeline would read first, of a table any; of the warehouse's, where it is two.
     *
     * @throws ProblemException 422 where nobody can read it here
     */
    public DryRun sample(KeptRelation relation, DryRunLimits limits) {
        Relation stands = relation.definition().relation();
        if (!(stands instanceof Relation.Rows rows)) {
            PipelineDefinition reading = PipelineDefinition.ofParts(relation.name(), null, null, RecordShape.UNSAID);
            return dryRuns.ofReading(reading.asking(Query.all(relation.name())), limits);
        }
        WarehouseTarget table = rows.tables().warehouse();
        if (table == null) {
            String delta = Objects.requireNonNull(rows.tables().delta()).table();
            return tables.sample(Objects.requireNonNull(delta), limits.records());
        }
        return shown(Objects.requireNonNull(table.store()), Objects.requireNonNull(table.table()), limits);
    }

    private DryRun shown(String store, String table, DryRunLimits limits) {
        List<DryRun.Column> columns = warehouse.find(store, table).columns().entrySet().stream()
                .map(column -> new DryRun.Column(column.getKey(), column.getValue()))
                .toList();
        List<Map<String, Object>> rows = warehouse.sample(store, table, limits.records());
        return new DryRun(rows.size(), rows.size(), 0, 0, Map.of(), columns, rows, List.of());
    }
}
