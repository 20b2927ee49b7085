package io.weir.metadata.commit;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A list whose elements are made, once, while its first ones are used already: in portions, each by a thread of the common
 * pool or, where none has begun with it, by the one that asks for it. Nobody waits for a thread that is not there.
 *
 * <p>What an element's maker throws, everyone gets who asks for an element of its portion.
 */
final class MadeAhead<T> extends AbstractList<T> implements RandomAccess {

    private final int size;
    private final int portion;
    private final List<FutureTask<List<T>>> portions;

    private MadeAhead(int size, int portion, List<FutureTask<List<T>>> portions) {
        this.size = size;
        this.portion = portion;
        this.portions = portions;
    }

    /**
     * Begins to make all of them, in their order.
     *
     * @param portion how many are made at a time
     */
    static <T> List<T> of(int size, int portion, IntFunction<T> element) {
        List<FutureTask<List<T>>> portions = IntStream.iterate(0, from -> from < size, from -> from + portion)
                .mapToObj(from -> new FutureTask<>(() -> made(from, Math.min(from + portion, size), element)))
                .toList();
        portions.forEach(ForkJoinPool.commonPool()::execute);
        return new MadeAhead<>(size, portion, portions);
    }

    private static <T> List<T> made(int from, int to, IntFunction<T> element) {
        return IntStream.range(from, to).mapToObj(element).toList();
    }

    @Override
    public T get(int index) {
        FutureTask<List<T>> task = portions.get(Objects.checkIndex(index, size) / portion);
        // Does nothing if somebody else makes it or has made it.
        task.run();
        return made(task).get(index % portion);
    }

    private static <T> List<T> made(FutureTask<List<T>> task) {
        try {
            return task.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("an element could not be made", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while elements were made", interrupted);
        }
    }

    @Override
    public int size() {
        return size;
    }
}
