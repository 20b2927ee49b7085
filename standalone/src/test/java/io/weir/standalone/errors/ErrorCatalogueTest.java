package io.weir.standalone.errors;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.weir.support.problem.ProblemCode;
import io.weir.support.problem.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/errors.md} lists every code that a service can answer with; the list as it should be is in target/. */
class ErrorCatalogueTest {

    private static final Path DOCUMENTED = Path.of("../docs/errors.md");
    private static final Path AS_IT_IS = Path.of("target/errors.md");

    private static final String INTRODUCTION = """
            # Error codes

            Every answer that is not 2xx is an `application/problem+json` document (RFC 9457) with `type`, `title`, `status`,
            `detail`, `instance`, a stable `code` and the `requestId` that the log has too. Where fields of the request are
            wrong, `errors` names each with what was found and what is allowed. The API document says of each operation which statuses it may
            be answered with, and in `x-weir-problems` which codes of this table are its own.

            How bad it is, for whoever runs the platform, follows from the status; the log is as loud:

            | severity | log | what it says |
            |---|---|---|
            | low | debug | the call asks for what cannot or may not be: the caller mends it |
            | medium | debug | another call came first, or too many came: the caller reads again, or waits |
            | high | warning | what the service needs does not answer, or refuses: others are hit by it, too |
            | critical | error | the service itself is at fault |

            The clients make a call again where the last column says so, if it does nothing twice (`GET`, `PUT`, and what bears an `Idempotency-Key`): after
            pauses that grow, or after the time in `Retry-After` where that is longer, but never more than ten seconds. The commands do it where the
            status is 429 or 503.

            | code | status | meaning | severity | made again |
            |---|---|---|---|---|
            """;

    @Test
    void everyCodeIsDocumented() throws IOException {
        Files.writeString(AS_IT_IS, INTRODUCTION + rows());

        assertThat(DOCUMENTED).hasSameTextualContentAs(AS_IT_IS);
    }

    /** Two services may answer with one code, where they say the same with it. */
    @Test
    void noCodeHasTwoMeanings() {
        assertThat(meanings()).extracting(Meaning::code).doesNotHaveDuplicates();
    }

    private record Meaning(String code, int status, String title, Severity severity, boolean repeated) {}

    private static String rows() {
        return meanings().stream()
                .map(meaning -> "| `%s` | %d | %s | %s | %s |\n"
                        .formatted(
                                meaning.code(),
                                meaning.status(),
                                meaning.title(),
                                meaning.severity().name().toLowerCase(Locale.ROOT),
                                meaning.repeated() ? "yes" : "no"))
                .collect(Collectors.joining());
    }

    private static List<Meaning> meanings() {
        return codes().stream()
                .map(code -> new Meaning(
                        code.code(), code.status().value(), code.title(), code.severity(), code.isRepeated()))
                .distinct()
                .toList();
    }

    private static List<ProblemCode> codes() {
        return new ClassFileImporter()
                .importPackages("io.weir").stream()
                        .filter(type -> type.isEnum() && type.isAssignableTo(ProblemCode.class))
                        .map(JavaClass::reflect)
                        .flatMap(type -> Stream.of(type.getEnumConstants()))
                        .map(ProblemCode.class::cast)
                        .sorted(Comparator.comparing(ProblemCode::code))
                        .toList();
    }
}
