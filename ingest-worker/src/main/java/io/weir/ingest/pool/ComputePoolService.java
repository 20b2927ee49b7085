package io.weir.ingest.pool;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.dependent.Removals;
import io.weir.support.access.NewOwner;
import io.weir.support.access.ResourceKind;
import io.weir.support.problem.ProblemException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** What users do with pools. What a change means for pipelines is true with it: units change hands in the same transaction. */
@Service
public class ComputePoolService {

    private final ComputePools pools;
    private final Units units;
    private final Removals removals;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;

    ComputePoolService(
            ComputePools pools,
            Units units,
            Removals removals,
            ApplicationEventPublisher events,
            TransactionTemplate transactions) {
        this.pools = pools;
        this.units = units;
        this.removals = removals;
        this.events = events;
        this.transactions = transactions;
    }

    public ComputePool create(String name, PoolDefinition definition, String owner) {
        if (!pools.add(name, definition, owner)) {
            throw new ProblemException(IngestProblem.POOL_EXISTS, "There is a compute pool '" + name + "' already");
        }
        return get(name);
    }

    public ComputePool get(String name) {
        return pools.find(name)
                .orElseThrow(() -> ProblemException.notFound(IngestProblem.POOL_NOT_FOUND, "compute pool", name));
    }

    /** Makes a pool another one; pipelines beyond what it may run now wait, those that came last first. */
    public ComputePool change(ComputePool read, PoolDefinition definition) {
        return settled(read.name(), () -> {
            if (!pools.change(read, definition)) {
                throw ProblemException.stale("compute pool", read.name());
            }
        });
    }

    public ComputePool handOver(ComputePool read, String owner, boolean onlyAsRead) {
        if (!pools.handOver(read, owner, onlyAsRead)) {
            throw NewOwner.overtaken("compute pool", read.name());
        }
        return get(read.name());
    }

    /** Lets its pipelines go on where they were. */
    public ComputePool start(String name) {
        return settled(get(name).name(), () -> pools.start(name));
    }

    /** Has its pipelines stop after the batch in hand; their runs stay open. */
    public ComputePool stop(String name) {
        return settled(get(name).name(), () -> pools.stop(name));
    }

    private ComputePool settled(String name, Runnable change) {
        transactions.executeWithoutResult(begun -> {
            units.hold();
            change.run();
            units.settle();
            events.publishEvent(new PoolChanged(name));
        });
        return get(name);
    }

    /** Removes a pool, alone or with the pipelines that use it: all of them or nothing. */
    public void remove(ComputePool read, Removals.Manner manner) {
        if (read.name().equals(ComputePool.DEFAULT)) {
            throw new ProblemException(
                    IngestProblem.POOL_IN_USE,
                    "The compute pool 'default' is the one of all pipelines that name none; it stays");
        }
        try {
            transactions.executeWithoutResult(begun -> goes(read, manner));
        } catch (DataIntegrityViolationException namedSince) {
            // Whoever asks again meets it among the users.
            clear(read, new Removals.Manner(false, manner.remover()));
            throw namedSince;
        }
    }

    private void goes(ComputePool read, Removals.Manner manner) {
        // First of all, as whoever moves a pipeline does: stopping one takes the units of all pools.
        units.hold();
        clear(read, manner);
        if (!pools.remove(read)) {
            throw ProblemException.stale("compute pool", read.name());
        }
        removals.tell(ResourceKind.POOL, read.name());
    }

    private void clear(ComputePool read, Removals.Manner manner) {
        removals.clear(
                pools.users(read.name()),
                manner,
                IngestProblem.POOL_IN_USE,
                "The compute pool '" + read.name() + "' is the one of");
    }
}
