package io.weir.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.weir.ingest.pipeline.PipelineSource.StartPosition;
import io.weir.support.problem.FieldProblem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartRulesTest {

    private static List<FieldProblem> check(StartPosition position, Map<Integer, Long> sequences, Instant time) {
        return check(new PipelineSource("broker", "orders", null, position, sequences, time));
    }

    private static List<FieldProblem> check(StartPosition position, Map<Integer, String> offsets) {
        return check(new PipelineSource("broker", "orders", null, position, null, offsets, null, null));
    }

    private static List<FieldProblem> check(PipelineSource source) {
        PipelineTarget target = new PipelineTarget(null, new PipelineTarget.DeltaTarget("orders"));
        return PipelineRules.check(
                DefinitionBuilder.named("orders").from(source).into(target).build());
    }

    @Test
    void everyPositionHasWhatItNeeds() {
        assertThat(check(null, null, null)).isEmpty();
        assertThat(check(StartPosition.EARLIEST, null, null)).isEmpty();
        assertThat(check(StartPosition.LATEST, null, null)).isEmpty();
        assertThat(check(StartPosition.SEQUENCE, Map.of(0, 0L, 7, 12L), null)).isEmpty();
        assertThat(check(StartPosition.TIME, null, Instant.now().minusSeconds(1)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "SEQUENCE | -  | -  | source.startSequences | is missing",
                "SEQUENCE | -1 | -  | source.startSequences | has one that cannot be",
                "SEQUENCE | 1  | 2026-01-31T12:00:00Z | source.startTime | is of no use without startPosition TIME",
                "TIME     | -  | -  | source.startTime      | is missing",
                "TIME     | -  | 2226-01-31T12:00:00Z | source.startTime | is in the future",
                "TIME     | -  | 1970-01-01T00:00:00Z | source.startTime | is not after 1970 began",
                "TIME     | -  | -999999999-01-01T00:00:00Z | source.startTime | is not after 1970 began",
                "LATEST   | 1  | -  | source.startSequences | is of no use without startPosition SEQUENCE",
                "-        | 1  | -  | source.startSequences | is of no use without startPosition SEQUENCE",
            })
    void whatIsMissingOrOfNoUseIsNamed(
            StartPosition position, Long sequence, Instant time, String field, String message) {
        assertThat(check(position, sequence == null ? null : Map.of(0, sequence), time))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.field()).isEqualTo(field);
                    assertThat(problem.message()).isEqualTo(message);
                    assertThat(problem.allowed()).isNotBlank();
                });
    }

    @Test
    void everySequenceThatCannotBeIsNamed() {
        Map<Integer, Long> sequences = new TreeMap<>(Map.of(-1, 3L, 0, 3L, 2, Long.MIN_VALUE));
        sequences.put(1, null);

        assertThat(check(StartPosition.SEQUENCE, sequences, null))
                .extracting(FieldProblem::found)
                .containsExactly("-1: 3", "1: null", "2: " + Long.MIN_VALUE);
    }

    @Test
    void everyOffsetThatCannotBeIsNamed() {
        Map<Integer, String> offsets = new TreeMap<>(Map.of(-1, "7", 0, "", 2, "@latest", 3, "1' or '1", 4, "-2"));
        offsets.put(1, null);

        assertThat(check(StartPosition.OFFSET, offsets))
                .allSatisfy(problem -> assertThat(problem.field()).isEqualTo("source.startOffsets"))
                .extracting(FieldProblem::found)
                .containsExactly("-1: 7", "0: ", "1: null", "2: @latest", "3: 1' or '1", "4: -2");
        assertThat(check(StartPosition.OFFSET, Map.of(0, "-1", 1, "8589935592", 2, "3:1024:8589935592")))
                .isEmpty();
    }

    @Test
    void offsetsGoWithTheirPositionAlone() {
        assertThat(check(StartPosition.OFFSET, Map.of()))
                .extracting(FieldProblem::field, FieldProblem::message)
                .containsExactly(tuple("source.startOffsets", "is missing"));
        assertThat(check(StartPosition.SEQUENCE, Map.of(0, "7")))
                .extracting(FieldProblem::field)
                .containsExactly("source.startSequences", "source.startOffsets");
        assertThat(check(StartPosition.EARLIEST, Map.of())).isEmpty();
    }

    @Test
    void noSequencesAreAsGoodAsNoneGiven() {
        assertThat(check(null, Map.of(), null)).isEmpty();
        assertThat(check(StartPosition.LATEST, Map.of(), null)).isEmpty();
        assertThat(check(StartPosition.SEQUENCE, Map.of(), null))
                .extracting(FieldProblem::message)
                .containsExactly("is missing");
    }
}
