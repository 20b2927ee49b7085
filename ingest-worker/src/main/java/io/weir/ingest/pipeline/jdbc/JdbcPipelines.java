package io.weir.ingest.pipeline.jdbc;

import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineDefinition;
import io.weir.ingest.pipeline.PipelineState;
import io.weir.ingest.pipeline.Pipelines;
import io.weir.ingest.sink.Generations;
import io.weir.ingest.sink.Owner;
import io.weir.support.paging.PageRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JdbcPipelines implements Pipelines {

    /** In one statement: a generation goes with the definition that was reset with it. */
    private static final String SELECT = "select p.*, g.whole, g.partitions from pipeline p"
            + " left join pipeline_generation g on g.pipeline = p.name ";

    private static final String NEXT_REVISION = "revision = nextval('pipeline_revision'), updated_at = now()";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final PipelineRows rows;

    JdbcPipelines(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
        this.rows = new PipelineRows(json);
    }

    @Override
    public boolean add(PipelineDefinition definition) {
        return jdbc.sql("insert into pipeline (name, definition, state) values (:name, :definition::jsonb, 'CREATED')"
                                + " on conflict do nothing")
                        .param("name", definition.name())
                        .param("definition", json.writeValueAsString(definition))
                        .update()
                == 1;
    }

    @Override
    public Optional<Pipeline> find(String name) {
        return jdbc.sql(SELECT + "where name = :name")
                .param("name", name)
                .query(rows)
                .optional();
    }

    @Override
    public List<Pipeline> list(PageRequest page) {
        return jdbc.sql(SELECT + "where name > :after order by name limit :limit")
                .param("after", Objects.requireNonNullElse(page.after(), ""))
                .param("limit", page.limit() + 1)
                .query(rows)
                .list();
    }

    @Override
    public List<Pipeline> active() {
        return jdbc.sql(SELECT + "where state in ('RUNNING', 'DRAINING') order by name")
                .query(rows)
                .list();
    }

    @Override
    public boolean move(String name, PipelineState from, PipelineState to) {
        String ends = to instanceof PipelineState.Draining draining ? json.writeValueAsString(draining.ends()) : null;
        String failure = to instanceof PipelineState.Failed failed ? failed.reason() : null;
        return jdbc.sql("update pipeline set state = :to, run_id = :run, ends = :ends::jsonb, failure = :failure, "
                                + NEXT_REVISION + " where name = :name and state = :from"
                                + " and run_id is not distinct from :fromRun")
                        .param("to", to.name().name())
                        .param("run", to.runId())
                        .param("ends", ends)
                        .param("failure", failure)
                        .param("name", name)
                        .param("from", from.name().name())
                        .param("fromRun", from.runId())
                        .update()
                == 1;
    }

    @Override
    public boolean remove(String name) {
        return jdbc.sql("delete from pipeline where name = :name and state not in ('RUNNING', 'DRAINING')")
                        .param("name", name)
                        .update()
                == 1;
    }

    @Override
    public boolean reset(
            Pipeline read, PipelineDefinition definition, Generations generations, Map<Integer, Long> starts) {
        if (!change(read, definition)) {
            return false;
        }
        jdbc.sql("insert into pipeline_generation (pipeline, whole, partitions)"
                        + " values (:name, :whole, :partitions::jsonb) on conflict (pipeline)"
                        + " do update set whole = excluded.whole, partitions = excluded.partitions")
                .param("name", read.name())
                .param("whole", generations.all())
                .param("partitions", json.writeValueAsString(generations.partitions()))
                .update();
        Owner owner = new Owner(read.name(), generations);
        starts.forEach((partition, first) -> recordStart(owner, partition, first));
        return true;
    }

    /** The row is locked from here on; who read the pipeline as it was changes nothing any more. */
    @Override
    public boolean change(Pipeline read, PipelineDefinition definition) {
        return jdbc.sql("update pipeline set definition = :definition::jsonb, " + NEXT_REVISION
                                + " where name = :name and revision = :revision"
                                + " and state not in ('RUNNING', 'DRAINING')")
                        .param("definition", json.writeValueAsString(definition))
                        .param("name", read.name())
                        .param("revision", read.revision())
                        .update()
                == 1;
    }

    @Override
    public Map<Integer, Long> starts(Owner owner) {
        Map<Integer, Long> starts = new TreeMap<>();
        jdbc.sql("select partition, first, generation from partition_start where pipeline = :name")
                .param("name", owner.pipeline())
                .query(row -> {
                    int partition = row.getInt("partition");
                    if (row.getLong("generation") == owner.generation(partition)) {
                        starts.put(partition, row.getLong("first"));
                    }
                });
        return starts;
    }

    @Override
    public long recordStart(Owner owner, int partition, long first) {
        return jdbc.sql("insert into partition_start as noted (pipeline, partition, generation, first)"
                        + " values (:name, :partition, :generation, :first) on conflict (pipeline, partition, generation)"
                        + " do update set first = noted.first returning first")
                .param("name", owner.pipeline())
                .param("partition", partition)
                .param("generation", owner.generation(partition))
                .param("first", first)
                .query(Long.class)
                .single();
    }

    @Override
    public void recordGap(String name, int partition, long expected, long found) {
        jdbc.sql("insert into source_gap (pipeline, partition, expected, found)"
                        + " values (:name, :partition, :expected, :found) on conflict do nothing")
                .param("name", name)
                .param("partition", partition)
                .param("expected", expected)
                .param("found", found)
                .update();
    }
}
