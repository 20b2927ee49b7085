package io.weir.metadata.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MadeAheadTest {

    private static final int MANY = 10_003;

    @Test
    void everyElementIsMadeOnceAndInItsPlace() {
        AtomicIntegerArray made = new AtomicIntegerArray(MANY);
        List<Integer> squares = MadeAhead.of(MANY, 500, index -> {
            made.incrementAndGet(index);
            return index * index;
        });

        List<Integer> expected =
                IntStream.range(0, MANY).map(index -> index * index).boxed().toList();
        assertThat(squares).isEqualTo(expected);
        assertThat(IntStream.range(0, MANY).parallel().map(squares::get).boxed().toList())
                .isEqualTo(expected);
        assertThat(IntStream.range(0, MANY).map(made::get)).containsOnly(1);
    }

    @Test
    void whoAsksMakesThemWhereThePoolHasNoThreadToSpare() {
        CountDownLatch read = new CountDownLatch(1);
        for (int worker = 0; worker < ForkJoinPool.commonPool().getParallelism(); worker++) {
            ForkJoinPool.commonPool().execute(() -> awaitUninterrupted(read));
        }
        try {
            assertThat(MadeAhead.of(MANY, 500, Integer::valueOf)).hasSize(MANY).endsWith(MANY - 1);
        } finally {
            read.countDown();
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void whatAnElementsMakerThrowsIsToldWhoeverAsksForIt() {
        List<Integer> broken = MadeAhead.of(MANY, 500, index -> {
            if (index == MANY - 1) {
                throw new IllegalArgumentException("the last");
            }
            return index;
        });

        assertThat(broken.get(0)).isZero();
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> broken.get(MANY - 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the last");
        }
        assertThatThrownBy(() -> broken.get(MANY)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(MadeAhead.of(0, 500, index -> index)).isEmpty();
    }
}
