package io.weir.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A client is of the release whose number it has: the packages of all languages and the server are released as one. */
class ClientVersionsTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path CLIENTS = ROOT.resolve("clients");

    /** What Maven alone says of versions that are not released yet. */
    private static final String SNAPSHOT = "-SNAPSHOT";

    /** Of the project itself and of the parent that a module names. */
    private static final Pattern OF_MAVEN =
            Pattern.compile("<artifactId>weir</artifactId>\\s*<version>([^<]+)</version>");

    /** A module that says a version of its own. */
    private static final Pattern OF_JAR = Pattern.compile("<artifactId>weir-client</artifactId>\\s*<version>");

    private static final Pattern OF_PYTHON = Pattern.compile("(?m)^version = \"([^\"]+)\"$");
    private static final Pattern OF_NPM = Pattern.compile("\"name\": \"weir-client\",\\s*\"version\": \"([^\"]+)\"");

    @Test
    void theJarIsOfTheVersionOfTheProject() throws IOException {
        Path module = CLIENTS.resolve("java/pom.xml");
        assertThat(versions(module, OF_MAVEN)).containsExactly(project());
        assertThat(Files.readString(module)).doesNotContainPattern(OF_JAR);
    }

    /** The wheel and the source distribution are made of one file. */
    @Test
    void thePythonPackagesAreOfTheVersionOfTheProject() throws IOException {
        assertThat(versions(CLIENTS.resolve("python/pyproject.toml"), OF_PYTHON))
                .containsExactly(released());
    }

    /** npm says it in the lock file twice, and installs by that. */
    @Test
    void theNpmPackageIsOfTheVersionOfTheProject() throws IOException {
        assertThat(versions(CLIENTS.resolve("typescript/package.json"), OF_NPM)).containsExactly(released());
        assertThat(versions(CLIENTS.resolve("typescript/package-lock.json"), OF_NPM))
                .containsExactly(released(), released());
    }

    private static String released() throws IOException {
        return project().replace(SNAPSHOT, "");
    }

    private static String project() throws IOException {
        List<String> said = versions(ROOT.resolve("pom.xml"), OF_MAVEN);
        assertThat(said).hasSize(1);
        return said.get(0);
    }

    private static List<String> versions(Path file, Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
