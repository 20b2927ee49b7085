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

    private static final int PORTION = 500;

    private final int size;
    private final List<FutureTask<List<T>>> portions;

    private MadeAhead(int size, List<FutureTask<List<T>>> portions) {
        this.size = size;
        this.portions = portions;
    }

    /** Begins to make all of them, in their order. */
    static <T> List<T> of(int size, IntFunction<T> element) {
        List<FutureTask<List<T>>> portions = IntStream.iterate(0, from -> from < size, from -> from + PORTION)
                .mapToObj(from -> new FutureTask<>(() -> portion(from, Math.min(from + PORTION, size), element)))
                .toList();
        portions.forEach(ForkJoinPool.commonPool()::execute);
        return new MadeAhead<>(size, portions);
    }

    private static <T> List<T> portion(int from, int to, IntFunction<T> element) {
        return IntStream.range(from, to).mapToObj(element).toList();
    }

    @Override
    public T get(int index) {
        FutureTask<List<T>> portion = portions.get(Objects.checkIndex(index, size) / PORTION);
        // Does nothing if somebody else makes it or has made it.
        portion.run();
        return made(portion).get(index % PORTION);
    }

    private static <T> List<T> made(FutureTask<List<T>> portion) {
        try {
            return portion.get();
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
