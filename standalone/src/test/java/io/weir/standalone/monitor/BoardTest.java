package io.weir.standalone.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BoardTest {

    private final Board board = new Board();
    private final History history = new History();

    @Test
    void aRateIsToldAfterTheSecondLookAndBatchesDoNotMakeItJump() {
        history.add(look(0, 1_000, Map.of()));
        assertThat(history.rate()).isEmpty();
        history.add(look(2, 1_000, Map.of()));
        history.add(look(4, 2_000, Map.of()));
        assertThat(history.rate()).contains(250.0);
    }

    @Test
    void aResetIsNoNegativeRate() {
        history.add(look(0, 1_000, Map.of()));
        history.add(look(2, 10, Map.of()));
        assertThat(history.rate()).isEmpty();
    }

    @Test
    void whoHasTakenAllIsNotBehind() {
        history.add(look(0, 0, Map.of(0, new Look.Place(5, 5))));
        history.add(look(2, 5, Map.of(0, new Look.Place(5, 0))));
        assertThat(history.lag().text()).isEqualTo("0 s");
    }

    @Test
    void theOldestEventWaitsSinceTheLastLookThatDidNotSeeIt() {
        history.add(look(0, 0, Map.of(0, new Look.Place(100, 0))));
        history.add(look(10, 0, Map.of(0, new Look.Place(150, 50))));
        history.add(look(20, 0, Map.of(0, new Look.Place(200, 80))));
        assertThat(history.lag()).isEqualTo(new History.Lag(20, true));
        history.add(look(30, 0, Map.of(0, new Look.Place(200, 40))));
        assertThat(history.lag()).as("what is next came after the look at 10 s").isEqualTo(new History.Lag(20, true));
    }

    @Test
    void whatWasThereAtTheFirstLookWaitsLongerThanThat() {
        history.add(look(0, 0, Map.of(0, new Look.Place(100, 60), 1, new Look.Place(9, 0))));
        history.add(look(7, 0, Map.of(0, new Look.Place(100, 50), 1, new Look.Place(10, 1))));
        assertThat(history.lag().text()).isEqualTo("> 7 s");
    }

    @Test
    void pipelinesThatAreGoneAreForgotten() {
        board.add(List.of(look(0, 0, Map.of())));
        board.add(List.of());
        assertThat(printed()).isEqualToIgnoringNewLines("there is no pipeline");
    }

    @Test
    void aLineTellsAllOfAPipeline() {
        board.add(List.of(look(0, 0, Map.of(0, new Look.Place(3_000, 3_000)))));
        board.add(List.of(look(2, 2_000, Map.of(0, new Look.Place(3_000, 1_000)))));
        assertThat(printed())
                .containsPattern("(?m)^PIPELINE +STATE +EVENTS/S +LAG +BEHIND +ROWS +DEAD LETTERS$")
                .containsPattern("(?m)^orders +RUNNING +1,000 +1,000 +> 2 s +1,990 +10 +the disk is full$");
    }

    @Test
    void whatIsLostAndWhatNoBrokerAnswersForIsTold() {
        board.add(
                List.of(look(0, 0, Map.of(0, new Look.Place(70, 0, 1_020, false), 1, new Look.Place(0, 0, 0, true)))));
        assertThat(printed())
                .contains("no broker answers for partitions [1]; 1,020 events lost before they were taken");
    }

    private static Look look(long seconds, long received, Map<Integer, Look.Place> places) {
        long letters = received / 200;
        return new Look(
                TimeUnit.SECONDS.toNanos(seconds),
                "orders",
                "RUNNING",
                received,
                received - letters,
                letters,
                places,
                "the disk is full");
    }

    private String printed() {
        StringWriter text = new StringWriter();
        board.print(new PrintWriter(text, true));
        return text.toString();
    }
}
