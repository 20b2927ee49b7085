package io.weir.ingest.pipeline.jdbc;

import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineDefinition;
import io.weir.ingest.pipeline.PipelineState;
import io.weir.ingest.pipeline.Pipelines;
import io.weir.ingest.sink.Generations;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.stage.StreamSide;
import io.weir.support.paging.PageRequest;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JdbcPipelines implements Pipelines {

    /** In one statement: a generation goes with the definition that was reset with it. */
    private static final String SELECT = """
            select p.definition, p.doing, p.run_id, p.ends, p.paused_ends, p.failure, p.owner, p.revision, p.created_at,
                p.updated_at, g.whole, g.partitions, c.size as unit_size,
                case when p.state not in ('RUNNING', 'DRAINING') or p.placed_at is not null then null
                    when c.state = 'SUSPENDED' then 'POOL' else 'UNIT' end as waiting
            from pipeline p join compute_pool c on c.name = p.pool
                left join pipeline_generation g on g.pipeline = p.name
            """;

    /** A warehouse's table is the same however its name is spelled. */
    private static final String PLACE = """
            with here as (
                select name as pipeline, jsonb_strip_nulls(jsonb_build_object(
                    'store', definition -> 'source' -> 'store', 'topic', definition -> 'source' -> 'topic',
                    'joinedStore', definition #> '{join,with,source,store}',
                    'joinedTopic', definition #> '{join,with,source,topic}',
                    'target', definition -> 'target' #- '{warehouse,progressView}' #- '{relation}'
                        #- '{delta,compaction}')) as place
                from pipeline where name = :name
            ), before as (
                select place from pipeline_place where pipeline = :name
            ), noted as (
                insert into pipeline_place (pipeline, place) select pipeline, place from here
                on conflict (pipeline) do update set place = excluded.place
            )
            select exists (
                select from here, before
                where here.place #- '{target,warehouse,table}' <> before.place #- '{target,warehouse,table}'
                    or regexp_replace(lower(here.place #>> '{target,warehouse,table}'), '^main[.]', '')
                        is distinct from regexp_replace(lower(before.place #>> '{target,warehouse,table}'), '^main[.]', ''))
            """;

    private static final String GAP = """
            with before as (
                select found from source_gap
                where pipeline = :name and partition = :partition and expected = :expected
            )
            insert into source_gap as noted (pipeline, partition, expected, found)
            values (:name, :partition, :expected, :found)
            on conflict (pipeline, partition, expected) do update set found = greatest(noted.found, excluded.found)
            returning found - coalesce((select found from before), expected)
            """;

    /** Of one that nobody has run, or go on. */
    private static final String AT_REST = "doing in ('CREATED', 'STOPPED', 'FAILED')";

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
    public boolean add(PipelineDefinition definition, String maker) {
        String name = Objects.requireNonNull(definition.name());
        // Of two such names at the same time neither is seen by the other.
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(lower(:name), 23))")
                .param("name", name)
                .query((row, number) -> true)
                .list();
        boolean added = jdbc.sql("insert into pipeline (name, definition, state, owner)"
                                + " select :name, :definition::jsonb, 'CREATED', :owner"
                                + " where not exists (select from pipeline where lower(name) = lower(:name))"
                                + " on conflict do nothing")
                        .param("name", name)
                        .param("definition", json.writeValueAsString(definition))
                        .param("owner", maker)
                        .update()
                == 1;
        if (added && isElsewhere(name)) {
            begin(name, find(name).orElseThrow().generations().next(Instant.now()));
        }
        return added;
    }

    /** Whether the one that had the name before read another topic or wrote other tables; notes what this one does. */
    private boolean isElsewhere(String name) {
        return jdbc.sql(PLACE).param("name", name).query(Boolean.class).single();
    }

    @Override
    public Optional<Pipeline> find(String name) {
        return jdbc.sql(SELECT + "where p.name = :name")
                .param("name", name)
                .query(rows)
                .optional();
    }

    @Override
    public List<Pipeline> find(Collection<String> names) {
        return jdbc.sql(SELECT + "where p.name = any (:names)")
                .param("names", names.toArray(String[]::new))
                .query(rows)
                .list();
    }

    @Override
    public List<Pipeline> list(PageRequest page, PipelineState.@Nullable Name state) {
        return jdbc.sql(SELECT + "where p.name > :after and starts_with(p.name, :prefix)"
                        + " and (cast(:doing as text) is null or p.doing = :doing) order by p.name limit :limit")
                .param("doing", state == null ? null : state.name())
                .param("after", page.afterOrFirst())
                .param("prefix", page.prefix())
                .param("limit", page.rowsToRead())
                .query(rows)
                .list();
    }

    @Override
    public List<Pipeline> active() {
        return jdbc.sql(SELECT + "where p.placed_at is not null order by p.name")
                .query(rows)
                .list();
    }

    /** One that was paused meanwhile, and drains when it goes on, is another one: so ends are compared, too. */
    @Override
    public boolean move(String name, PipelineState from, PipelineState to) {
        StateColumns before = StateColumns.of(from, json);
        StateColumns after = StateColumns.of(to, json);
        return jdbc.sql("update pipeline set state = :state, run_id = :run, ends = :ends::jsonb, failure = :failure,"
                                + " paused_run = :pausedRun, paused_ends = :pausedEnds::jsonb,"
                                + " placed_at = case when :state in ('RUNNING', 'DRAINING') then placed_at end,"
                                + " started_at = case when :state in ('RUNNING', 'DRAINING')"
                                + " and doing not in ('RUNNING', 'DRAINING') then now() else started_at end, "
                                + NEXT_REVISION + " where name = :name and doing = :doing"
                                + " and run_id is not distinct from :fromRun"
                                + " and ends is not distinct from :fromEnds::jsonb"
                                + " and (doing <> 'PAUSED' or paused_ends is not distinct from :fromPausedEnds::jsonb)")
                        .param("state", after.state().name())
                        .param("run", to.runId())
                        .param("ends", after.ends())
                        .param("failure", after.failure())
                        .param("pausedRun", after.pausedRun())
                        .param("pausedEnds", after.pausedEnds())
                        .param("name", name)
                        .param("doing", from.name().name())
                        .param("fromRun", from.runId())
                        .param("fromEnds", before.ends())
                        .param("fromPausedEnds", before.pausedEnds())
                        .update()
                == 1;
    }

    @Override
    public Map<Integer, Long> lost(String name, Instant since) {
        Map<Integer, Long> lost = new TreeMap<>();
        jdbc.sql("""
                        select partition, sum(found - expected)::bigint from source_gap
                        where pipeline = :name and recorded_at >= :since group by partition""").param("name", name).param("since", Timestamp.from(since)).query(row -> {
            lost.put(row.getInt(1), row.getLong(2));
        });
        return lost;
    }

    @Override
    public boolean remove(Pipeline read, boolean onlyAsRead) {
        return jdbc.sql("delete from pipeline where name = :name and " + AT_REST
                                + " and (revision = :revision or not :onlyAsRead)")
                        .param("name", read.name())
                        .param("revision", read.revision())
                        .param("onlyAsRead", onlyAsRead)
                        .update()
                == 1;
    }

    @Override
    public boolean handOver(Pipeline read, String maker, boolean onlyAsRead) {
        return jdbc.sql("update pipeline set owner = :owner, " + NEXT_REVISION
                                + " where name = :name and owner = :read and created_at = :created"
                                + " and (revision = :revision or not :onlyAsRead)")
                        .param("owner", maker)
                        .param("name", read.name())
                        .param("read", read.maker())
                        .param("created", read.createdAt().atOffset(ZoneOffset.UTC))
                        .param("revision", read.revision())
                        .param("onlyAsRead", onlyAsRead)
                        .update()
                == 1;
    }

    @Override
    public boolean reset(
            Pipeline read, PipelineDefinition definition, Generations generations, Map<Integer, Long> starts) {
        if (!change(read, definition)) {
            return false;
        }
        begin(read.name(), generations);
        Owner owner = new Owner(read.name(), generations);
        recordStarts(owner, starts);
        return true;
    }

    private void begin(String name, Generations generations) {
        jdbc.sql("insert into pipeline_generation (pipeline, whole, partitions)"
                        + " values (:name, :whole, :partitions::jsonb) on conflict (pipeline)"
                        + " do update set whole = excluded.whole, partitions = excluded.partitions")
                .param("name", name)
                .param("whole", generations.all())
                .param("partitions", json.writeValueAsString(generations.partitions()))
                .update();
    }

    /** The row is locked from here on; who read the pipeline as it was changes nothing any more. */
    @Override
    public boolean change(Pipeline read, PipelineDefinition definition) {
        return jdbc.sql("update pipeline set definition = :definition::jsonb, " + NEXT_REVISION
                                + " where name = :name and revision = :revision and " + AT_REST)
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

    /** In one order, so that two who note the same wait for each other and not in a circle. */
    @Override
    public Map<Integer, Long> recordStarts(Owner owner, Map<Integer, Long> firsts) {
        List<Integer> partitions = firsts.keySet().stream().sorted().toList();
        Map<Integer, Long> noted = new TreeMap<>();
        jdbc.sql("insert into partition_start as noted (pipeline, partition, generation, first)"
                        + " select :name, * from unnest(:partitions::int[], :generations::bigint[], :firsts::bigint[])"
                        + " on conflict (pipeline, partition, generation)"
                        + " do update set first = noted.first returning partition, first")
                .param("name", owner.pipeline())
                .param("partitions", partitions.toArray(Integer[]::new))
                .param("generations", partitions.stream().map(owner::generation).toArray(Long[]::new))
                .param("firsts", partitions.stream().map(firsts::get).toArray(Long[]::new))
                .query(row -> {
                    noted.put(row.getInt("partition"), row.getLong("first"));
                });
        return noted;
    }

    @Override
    public Set<Integer> recordReached(String name, UUID run, Set<Integer> partitions) {
        jdbc.sql("with gone as (delete from reached_partition where pipeline = :name and run_id <> :run)"
                        + " insert into reached_partition (pipeline, run_id, partition)"
                        + " select :name, :run, * from unnest(:partitions::int[]) on conflict do nothing")
                .param("name", name)
                .param("run", run)
                .param("partitions", partitions.toArray(Integer[]::new))
                .update();
        return Set.copyOf(jdbc.sql("select partition from reached_partition where pipeline = :name and run_id = :run")
                .param("name", name)
                .param("run", run)
                .query(Integer.class)
                .list());
    }

    @Override
    public String recordTopic(Owner owner, StreamSide side, String identity) {
        String table = side == StreamSide.LEFT ? "pipeline_topic" : "pipeline_joined_topic";
        return jdbc.sql("insert into " + table + " as noted (pipeline, generation, identity)"
                        + " values (:name, :generation, :identity) on conflict (pipeline, generation)"
                        + " do update set identity = noted.identity returning identity")
                .param("name", owner.pipeline())
                .param("generation", owner.generations().latest())
                .param("identity", identity)
                .query(String.class)
                .single();
    }

    @Override
    public long recordGap(String name, int partition, long expected, long found) {
        return jdbc.sql(GAP)
                .param("name", name)
                .param("partition", partition)
                .param("expected", expected)
                .param("found", found)
                .query(Long.class)
                .single();
    }
}
