package io.weir.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The API document breaks no program that was written against the one before its last change. Where git does not tell what that
 * was, as in a clone of one commit, a file that {@code -Dweir.api-document.before=FILE} names does; else this is left out.
 */
class ApiDocumentHistoryTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final String DOCUMENT = "clients/openapi.json";
    private static final Path MEANT = ROOT.resolve("clients/compatibility/meant.txt");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void programsThatWereWrittenBeforeItsLastChangeGoOn() throws Exception {
        String now = Files.readString(ROOT.resolve(DOCUMENT));
        Optional<String> before = before(now);
        assumeTrue(before.isPresent(), "git does not tell what " + DOCUMENT + " was before its last change");

        List<String> breaks =
                new ArrayList<>(ApiDocumentBreaks.between(MAPPER.readTree(before.get()), MAPPER.readTree(now)));
        breaks.removeAll(Files.readAllLines(MEANT));
        assertThat(breaks)
                .as("Breaks of %s that no line of %s says to be meant", DOCUMENT, MEANT.getFileName())
                .isEmpty();
    }

    /** That of the last commit, if this is another; else the one before the last commit that changed it. */
    private static Optional<String> before(String now) throws Exception {
        String given = System.getProperty("weir.api-document.before", "");
        if (!given.isEmpty()) {
            return Optional.of(Files.readString(Path.of(given)));
        }
        Optional<String> committed = git("show", "HEAD:" + DOCUMENT);
        if (committed.isEmpty() || !committed.get().equals(now)) {
            return committed;
        }
        List<String> commits = git("log", "-n", "2", "--format=%H", "--", DOCUMENT)
                .orElse("")
                .lines()
                .toList();
        return commits.size() < 2 ? Optional.empty() : git("show", commits.get(1) + ":" + DOCUMENT);
    }

    /** What git says; nothing where there is no git, no history, or not so much of it. */
    private static Optional<String> git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", ROOT.toString()));
        command.addAll(List.of(arguments));
        Process git;
        try {
            git = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException absent) {
            return Optional.empty();
        }
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return git.waitFor() == 0 ? Optional.of(said) : Optional.empty();
    }
}
