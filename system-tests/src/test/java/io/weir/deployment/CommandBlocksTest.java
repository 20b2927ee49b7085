package io.weir.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What readers are told to type is run as it stands, or it is said here why not. */
class CommandBlocksTest {

    private static final Path RUNNERS = Path.of("src/test/java/io/weir/system");

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(Pages.all());
        pages.add(Compose.home().resolve("clients/python/README.md"));
        pages.add(Compose.home().resolve("clients/typescript/README.md"));
        return pages;
    }

    /** Those take all of a page's blocks, but for what is left out here. */
    private static String runners() throws IOException {
        StringBuilder sources = new StringBuilder();
        try (Stream<Path> files =
                Files.list(Compose.home().resolve("system-tests").resolve(RUNNERS))) {
            for (Path source : files.filter(
                            file -> file.getFileName().toString().startsWith("Documented"))
                    .toList()) {
                sources.append(Files.readString(source));
            }
        }
        return sources.toString();
    }

    @Test
    void everyBlockIsRunOrSaysWhyNot() throws IOException {
        String runners = runners();
        List<String> forgotten = new ArrayList<>();
        for (Path page : pages()) {
            String name = Compose.home().relativize(page).toString();
            if (!Pages.blocksToRun(page).isEmpty() && !runners.contains('"' + name + '"')) {
                Pages.blocksToRun(page).forEach(block -> forgotten.add(name + ": " + block));
            }
        }
        assertThat(forgotten).isEmpty();
    }

    @Test
    void nothingIsLeftOutThatIsNotThere() throws IOException {
        for (UnrunBlocks.Unrun unrun : UnrunBlocks.ALL) {
            Path page = Compose.home().resolve(unrun.page());
            assertThat(Pages.blocks(page)).as(unrun.toString()).anyMatch(block -> unrun.holds(unrun.page(), block));
        }
    }
}
