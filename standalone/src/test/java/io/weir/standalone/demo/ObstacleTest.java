package io.weir.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ObstacleTest {

    private final StringWriter seen = new StringWriter();

    @Test
    void isToldWhenItComesWhenItChangesAndWhenItIsGone() {
        Obstacle obstacle = new Obstacle(new ProgressLines(new PrintWriter(seen, true)));
        obstacle.observe(null);
        obstacle.observe("the disk is full (30 MB are free)");
        obstacle.observe("the disk is full (29 MB are free)");
        obstacle.observe("the broker does not answer");
        obstacle.observe(null);
        obstacle.observe(null);
        assertThat(seen.toString().lines())
                .containsExactly(
                        "  waiting: the disk is full (30 MB are free)",
                        "  waiting: the broker does not answer",
                        "  going on");
    }

    @Test
    void staysAboveTheBar() {
        ProgressBar bar = new ProgressBar(new PrintWriter(seen, true));
        DemoProgress progress = new DemoProgress(10, 10, 0, 0, 0);
        bar.show(progress);
        new Obstacle(bar).observe("the disk is full");
        bar.show(progress);
        assertThat(seen.toString().lines().filter(line -> line.contains("waiting")))
                .containsExactly("  waiting: the disk is full\033[K");
        assertThat(seen.toString()).contains("\r  waiting").endsWith("0/s\033[K");
    }
}
