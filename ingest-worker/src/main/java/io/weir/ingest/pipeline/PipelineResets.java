package io.weir.ingest.pipeline;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.sink.Generations;
import io.weir.ingest.source.SourceException;
import io.weir.support.problem.FieldProblem;
import io.weir.support.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has pipelines begin anew somewhere else. One transaction of the service's database begins another generation; the targets
 * are not asked. They learn of it when it begins to write, and then refuse those who wrote before.
 */
@Service
public class PipelineResets {

    private final PipelineService service;
    private final PipelineStores stores;
    private final PipelineTopics topics;
    private final Pipelines pipelines;
    private final TransactionTemplate transactions;

    PipelineResets(
            PipelineService service,
            PipelineStores stores,
            PipelineTopics topics,
            Pipelines pipelines,
            TransactionTemplate transactions) {
        this.service = service;
        this.stores = stores;
        this.topics = topics;
        this.pipelines = pipelines;
        this.transactions = transactions;
    }

    /**
     * Begins another reading of the topic, which the next start works on.
     *
     * @throws ProblemException 409 if the pipeline is at work or paused, 422 if there is nothing to be read from there on
     */
    public Pipeline reset(String name, ResetPosition to) {
        Pipeline pipeline = service.get(name);
        service.requireIdle(pipeline, "stop it and reset it then");
        List<FieldProblem> problems = problems(pipeline, to);
        refuse(problems);
        // Only SEQUENCE and OFFSET have some, and then at least one.
        Map<Integer, Long> sequences = sequences(pipeline, to.of(pipeline.source()), problems);
        refuse(problems);
        Generations now = pipeline.generations();
        boolean done = sequences.isEmpty()
                ? reset(pipeline, begun(pipeline, to), now.next(Instant.now()), sequences)
                : reset(pipeline, pipeline.definition(), now.next(Instant.now(), sequences.keySet()), sequences);
        if (!done) {
            throw service.overtaken(name);
        }
        return service.get(name);
    }

    /** The definition of who begins all anew there, a joined stream too. */
    private static PipelineDefinition begun(Pipeline pipeline, ResetPosition to) {
        PipelineDefinition own = pipeline.definition().withSource(to.of(pipeline.source()));
        return pipeline.joined()
                .map(joined -> own.withJoined(to.of(joined.source())))
                .orElse(own);
    }

    private boolean reset(
            Pipeline read, PipelineDefinition definition, Generations generations, Map<Integer, Long> starts) {
        return Boolean.TRUE.equals(
                transactions.execute(status -> pipelines.reset(read, definition, generations, starts)));
    }

    private List<FieldProblem> problems(Pipeline pipeline, ResetPosition to) {
        List<FieldProblem> problems = new ArrayList<>();
        if (to.startPosition() == null) {
            problems.add(new FieldProblem(
                    "startPosition", "is missing", null, "EARLIEST, LATEST, SEQUENCE, OFFSET or TIME"));
        }
        PipelineSource source = to.of(pipeline.source());
        new StartRules(problems, "").check(source);
        problems.addAll(stores.misplacedStart(pipeline, to));
        if (problems.isEmpty() && !source.startPartitions().isEmpty()) {
            extent(source, topics.ends(pipeline), problems);
        }
        return problems;
    }

    /** Of the partitions that are named, and of these alone. */
    private Map<Integer, Long> sequences(Pipeline pipeline, PipelineSource source, List<FieldProblem> problems) {
        Map<Integer, String> offsets = source.startOffsets();
        if (offsets == null) {
            return Objects.requireNonNullElse(source.startSequences(), Map.of());
        }
        try {
            return topics.firstAfter(pipeline, offsets);
        } catch (SourceException nothing) {
            String why = "cannot be gone on after: " + nothing.getMessage();
            String found = new TreeMap<>(offsets).toString();
            problems.add(new FieldProblem("startOffsets", why, found, "offsets of events that the hub had"));
            return Map.of();
        }
    }

    /** Whoever wants what is not there yet would wait for ever, or fail: most likely a number is wrong. */
    private static void extent(PipelineSource source, Map<Integer, Long> ends, List<FieldProblem> problems) {
        Map<Integer, Long> sequences = Objects.requireNonNullElse(source.startSequences(), Map.of());
        String named = source.startOffsets() == null ? "startSequences." : "startOffsets.";
        for (Integer partition : source.startPartitions()) {
            Long end = ends.get(partition);
            long sequence = sequences.getOrDefault(partition, 0L);
            if (end == null) {
                String there = "one of " + new TreeMap<>(ends).keySet();
                String found = partition.toString();
                problems.add(new FieldProblem(named + partition, "is of no partition of the topic", found, there));
            } else if (sequence > end) {
                String found = Long.toString(sequence);
                problems.add(new FieldProblem(named + partition, "is after the end", found, "0 to " + end));
            }
        }
    }

    private static void refuse(List<FieldProblem> problems) {
        if (!problems.isEmpty()) {
            throw new ProblemException(IngestProblem.PIPELINE_INVALID, PipelineRules.sentence(problems))
                    .with("errors", problems);
        }
    }
}
