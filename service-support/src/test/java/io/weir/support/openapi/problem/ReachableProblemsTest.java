package io.weir.support.openapi.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemCode;
import io.weir.support.problem.ProblemException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

/** Problems are found wherever a way through the code leads, and nowhere else. */
class ReachableProblemsTest {

    private static final ReachableProblems PROBLEMS =
            new ReachableProblems(List.of("io.weir.support.openapi.problem", "io.weir.support.problem"));

    enum Own implements ProblemCode {
        DIRECT,
        IN_LAMBDA,
        BY_REFERENCE,
        OVERRIDDEN,
        INHERITED,
        OF_CONSTANT,
        IN_BODY,
        ELSEWHERE;

        @Override
        public HttpStatus status() {
            return HttpStatus.CONFLICT;
        }

        @Override
        public String title() {
            return name();
        }

        ProblemException problem() {
            return new ProblemException(this, title());
        }
    }

    interface Rule {
        void check();
    }

    static class Strict implements Rule {
        @Override
        public void check() {
            throw Own.OVERRIDDEN.problem();
        }

        void inherited() {
            throw Own.INHERITED.problem();
        }
    }

    static final class Stricter extends Strict {}

    static final class Kinds {
        static final Supplier<ProblemCode> KIND = () -> Own.OF_CONSTANT;

        private Kinds() {}
    }

    record Body(String name) {
        Body {
            if (name.isEmpty()) {
                throw Own.IN_BODY.problem();
            }
        }
    }

    static final class Operations {

        void direct() {
            throw Own.DIRECT.problem();
        }

        String lambda(Optional<String> found) {
            return found.orElseThrow(() -> Own.IN_LAMBDA.problem());
        }

        String reference(Optional<String> found) {
            return found.orElseThrow(Operations::missing);
        }

        private static ProblemException missing() {
            return Own.BY_REFERENCE.problem();
        }

        void ofInterface(Rule rule) {
            rule.check();
        }

        void ofParent(Stricter rule) {
            rule.inherited();
        }

        ProblemCode ofConstant() {
            return Kinds.KIND.get();
        }

        void body(Body body) {
            ofInterface(body::name);
        }

        /** Of what is shared with others. */
        ProblemException shared() {
            return ProblemException.invalid("name", "is empty", null, "a text");
        }

        /** Calls itself. */
        void endless(int depth) {
            endless(depth + 1);
        }
    }

    private static Set<ProblemCode> of(String method, Class<?>... bodies) {
        Method found = Stream.of(Operations.class.getDeclaredMethods())
                .filter(declared -> declared.getName().equals(method))
                .findFirst()
                .orElseThrow();
        return PROBLEMS.of(found, Stream.of(bodies));
    }

    @Test
    void whatAMethodDoesItselfAndByOthersIsFound() {
        assertThat(of("direct")).containsExactly(Own.DIRECT);
        assertThat(of("lambda")).containsExactly(Own.IN_LAMBDA);
        assertThat(of("reference")).containsExactly(Own.BY_REFERENCE);
        assertThat(of("shared")).containsExactly(CommonProblem.INVALID_REQUEST);
        assertThat(of("endless")).isEmpty();
    }

    @Test
    void whatImplementsACallOrIsInheritedIsFound() {
        assertThat(of("ofInterface")).containsExactly(Own.OVERRIDDEN);
        assertThat(of("ofParent")).containsExactly(Own.INHERITED);
        assertThat(of("ofConstant")).containsExactly(Own.OF_CONSTANT);
    }

    @Test
    void whatMakesABodyIsFound() {
        assertThat(of("body")).doesNotContain(Own.IN_BODY);
        assertThat(of("body", Body.class)).contains(Own.IN_BODY).doesNotContain(Own.ELSEWHERE);
    }
}
