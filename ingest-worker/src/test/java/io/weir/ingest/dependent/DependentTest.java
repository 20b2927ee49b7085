package io.weir.ingest.dependent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weir.ingest.IngestProblem;
import io.weir.support.access.ResourceKind;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is told that a thing stays reads by whom it is used, as far as they may know: most read no more than that line. */
class DependentTest {

    private static final Dependent VIEW = new Dependent(ResourceKind.RELATION, "sales.dear", "user:ann");
    private static final Dependent PIPELINE = Dependent.pipeline("orders", "user:bob");

    private static ProblemException kept(List<Dependent> users, Predicate<Dependent> known) {
        return catchThrowableOfType(
                ProblemException.class,
                () -> Dependent.keep(users, known, IngestProblem.FUNCTION_IN_USE, "The function 'net' is called by"));
    }

    @Test
    void thoseThatMayBeKnownAreNamed() {
        ProblemException problem = kept(List.of(PIPELINE, VIEW), user -> true);

        assertThat(problem).hasMessage("The function 'net' is called by pipeline orders, relation sales.dear");
        assertThat(problem.properties())
                .containsEntry("users", List.of("pipeline orders", "relation sales.dear"))
                .containsEntry("otherUsers", 0);
    }

    @Test
    void theOthersAreCounted() {
        assertThat(kept(List.of(PIPELINE, VIEW), PIPELINE::equals))
                .hasMessage("The function 'net' is called by pipeline orders, 1 more");
        assertThat(kept(List.of(PIPELINE, VIEW), user -> false))
                .hasMessage("The function 'net' is called by 2 that you may not see");
    }

    @Test
    void ofVeryManyAHundredAreNamed() {
        List<Dependent> many = IntStream.range(0, 103)
                .mapToObj(number -> Dependent.pipeline("p" + number, "user:ann"))
                .toList();

        ProblemException problem = kept(many, user -> true);

        assertThat(problem).hasMessageContaining("pipeline p99, 3 more").hasMessageEndingWith("3 more");
        assertThat(problem.properties()).containsEntry("otherUsers", 3);
    }
}
