package io.weir.ingest.source.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowTest {

    private static final int MEGABYTE = 1 << 20;

    private final Window window = new Window();
    private int onTheirWay = window.begin();

    private void take(int events, int bytesOfEach) {
        onTheirWay -= events;
        onTheirWay += window.took(events, (long) events * bytesOfEach);
    }

    @Test
    void fewAreAskedForWhileNothingIsKnownOfThem() {
        assertThat(onTheirWay).isEqualTo(Window.FIRST);
    }

    @Test
    void smallOnesAreOnTheirWayInTheirFullNumberAndAreAskedForManyAtOnce() {
        take(1, 200);
        assertThat(onTheirWay).isEqualTo(Window.MOST);

        take(Window.MOST / 4 - 1, 200);
        assertThat(onTheirWay).isEqualTo(Window.MOST - Window.MOST / 4 + 1);
        take(1, 200);
        assertThat(onTheirWay).isEqualTo(Window.MOST);
    }

    @Test
    void ofLargeOnesThereAreAsManyAsFitAndOneThatDoesNot() {
        take(Window.FIRST, MEGABYTE);
        assertThat(onTheirWay).isEqualTo(4);
        assertThat(window.areLarge()).isTrue();
        for (int turn = 0; turn < 100; turn++) {
            take(1, MEGABYTE);
            assertThat((long) onTheirWay * MEGABYTE).isEqualTo(Window.MOST_BYTES);
        }
        take(4, 20 * MEGABYTE);
        assertThat(onTheirWay).isEqualTo(1);
    }

    @Test
    void aLargeOneNowAndThenDoesNotMakeTheOthersLarge() {
        take(Window.FIRST, 200);
        for (int turn = 0; turn < 100; turn++) {
            take(1, MEGABYTE);
            assertThat(window.areLarge()).isFalse();
            take(99, 200);
        }
    }

    @Test
    void thoseThatBecomeLargerAreAskedForWhenEnoughOfThemWereTaken() {
        take(1, 200);
        take(100, MEGABYTE);
        assertThat(onTheirWay).isEqualTo(Window.MOST - 100);

        take(Window.MOST - 100, MEGABYTE);
        assertThat(onTheirWay).isEqualTo(4);
    }
}
