package io.weir.ingest.pipeline.jdbc;

import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineDefinition;
import io.weir.ingest.pipeline.PipelineState;
import io.weir.ingest.pipeline.Placement;
import io.weir.ingest.pipeline.Waiting;
import io.weir.ingest.pool.PoolSize;
import io.weir.ingest.sink.Generations;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rows of table {@code pipeline}. */
final class PipelineRows implements RowMapper<Pipeline> {

    private static final TypeReference<Map<Integer, Long>> BY_PARTITION = new TypeReference<>() {};

    private final JsonMapper json;

    PipelineRows(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Pipeline mapRow(ResultSet row, int number) throws SQLException {
        return new Pipeline(
                json.readValue(row.getString("definition"), PipelineDefinition.class),
                state(row),
                placement(row),
                row.getString("owner"),
                generations(row),
                row.getLong("revision"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static Placement placement(ResultSet row) throws SQLException {
        return new Placement(
                PoolSize.valueOf(row.getString("unit_size")),
                Optional.ofNullable(row.getString("waiting")).map(Waiting::valueOf));
    }

    private Generations generations(ResultSet row) throws SQLException {
        String partitions = row.getString("partitions");
        return partitions == null
                ? Generations.FIRST
                : new Generations(row.getLong("whole"), json.readValue(partitions, BY_PARTITION));
    }

    private PipelineState state(ResultSet row) throws SQLException {
        UUID run = row.getObject("run_id", UUID.class);
        return switch (PipelineState.Name.valueOf(row.getString("doing"))) {
            case CREATED -> new PipelineState.Created();
            case RUNNING, DRAINING -> active(run, row.getString("ends"));
            case PAUSED -> new PipelineState.Paused(active(run, row.getString("paused_ends")));
            case STOPPED -> new PipelineState.Stopped(run);
            case FAILED -> new PipelineState.Failed(run, row.getString("failure"));
        };
    }

    private PipelineState.Active active(UUID run, @Nullable String ends) {
        return ends == null
                ? new PipelineState.Running(run)
                : new PipelineState.Draining(run, json.readValue(ends, BY_PARTITION));
    }
}
