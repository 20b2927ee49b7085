package io.weir.ingest.deltasink;

import io.weir.ingest.sink.Owner;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps owners of earlier generations out of a table: for each partition, a transaction tells the generation that may
 * write, and every commit expects it. A generation is raised before its first batch; where there is no table yet, with it.
 */
final class GenerationFence {

    private final AppendedTable table;
    private final Owner owner;
    private final TransactionNames names;

    /** The generation that the table has of partitions, as far as it is not 0. */
    private final Map<Integer, Long> known = new ConcurrentHashMap<>();

    GenerationFence(AppendedTable table, Owner owner) {
        this.table = table;
        this.owner = owner;
        this.names = new TransactionNames(owner);
    }

    /**
     * Ends earlier generations of partitions.
     *
     * @return the pipeline's transactions
     * @throws io.weir.ingest.sink.StaleOwnerException if a partition is in a later generation
     */
    Map<String, Long> claim(Set<Integer> partitions) {
        Map<String, Long> transactions = table.transactions();
        Map<String, Long> raised = new LinkedHashMap<>();
        Map<String, @Nullable Long> before = new LinkedHashMap<>();
        for (int partition : partitions) {
            long found = transactions.getOrDefault(names.ofGeneration(partition), 0L);
            if (found > owner.generation(partition)) {
                throw owner.overtaken(partition);
            }
            known.put(partition, found);
            if (found < owner.generation(partition)) {
                guard(partition, before, raised);
            }
        }
        if (!raised.isEmpty() && table.isThere()) {
            table.advance(raised, before);
            isUp(partitions);
        }
        return transactions;
    }

    /**
     * Has a commit happen only if the partition is in no later generation.
     *
     * @param expected receives what is to be found
     * @param written receives the generation if it is not there yet
     */
    void guard(int partition, Map<String, @Nullable Long> expected, Map<String, Long> written) {
        long found = known.getOrDefault(partition, 0L);
        expected.put(names.ofGeneration(partition), found == 0 ? null : found);
        if (found != owner.generation(partition)) {
            written.put(names.ofGeneration(partition), owner.generation(partition));
        }
    }

    /** Told that a commit which guards partitions has happened. */
    void isUp(Collection<Integer> partitions) {
        partitions.forEach(partition -> known.put(partition, owner.generation(partition)));
    }
}
