package io.weir.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.support.part.UnusedParts;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;

/** A part that a newer library calls otherwise would be set up again, and nobody would notice. */
class PartNamesTest {

    private static final List<String> PARTS = ImportCandidates.load(
                    AutoConfiguration.class, PartNamesTest.class.getClassLoader())
            .getCandidates();

    static Stream<String> beginnings() {
        return Stream.concat(UnusedParts.NOBODYS.stream(), OwnStartersOnly.OWNERS.keySet().stream());
    }

    @ParameterizedTest
    @MethodSource("beginnings")
    void eachBeginningOfANameIsOneOfAPartThatIsThere(String beginning) {
        assertThat(PARTS).anyMatch(part -> part.startsWith(beginning));
    }
}
