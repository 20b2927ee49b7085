package io.weir.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What an image says of itself and what it must not do, by the text alone. */
class DockerfileTest {

    private static final List<String> SERVICES = Dockerfile.SERVICES;

    private final Dockerfile dockerfile = Dockerfile.read();

    DockerfileTest() throws IOException {}

    @ParameterizedTest
    @FieldSource("SERVICES")
    void neverRunsAsRoot(String service) {
        assertThat(dockerfile.last(service, "USER").arguments()).isEqualTo("65532:65532");
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void listensAndIsCheckedWhereItsOwnFileSays(String service) throws IOException {
        String yaml = Files.readString(Dockerfile.home().resolve(service + "/src/main/resources/" + service + ".yaml"));
        String port = dockerfile.last(service, "EXPOSE").arguments();
        assertThat(yaml).containsPattern("(?m)^server:\\n  port: " + port + "$");
        assertThat(dockerfile.last(service, "HEALTHCHECK").command()).last().isEqualTo(port);
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void needsNoShellToRun(String service) {
        assertThat(dockerfile.last(service, "ENTRYPOINT").command().get(0)).isEqualTo("java");
        assertThat(dockerfile.last(service, "HEALTHCHECK").command().get(0)).isEqualTo("java");
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void saysWhatItIs(String service) {
        assertThat(dockerfile.pairs(service, "LABEL"))
                .containsEntry("org.opencontainers.image.title", "Weir " + service)
                .containsKeys("org.opencontainers.image.version", "org.opencontainers.image.revision", "io.weir.sbom");
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void listsWhatItIsMadeOf(String service) {
        assertThat(dockerfile.instructions("build"))
                .anyMatch(instruction -> instruction.arguments().contains("-Pbill-of-materials"));
        assertThat(dockerfile.instructions(service))
                .anyMatch(instruction -> instruction.arguments().contains(service + "/target/classes/META-INF/sbom/"));
    }

    /** A key that is baked in is everybody's key. */
    @ParameterizedTest
    @FieldSource("SERVICES")
    void carriesNoSecret(String service) {
        assertThat(dockerfile.pairs(service, "ENV").keySet())
                .noneMatch(name -> Arrays.stream(new String[] {"PASSWORD", "SECRET", "TOKEN", "KEY"})
                        .anyMatch(name::contains));
    }
}
