package io.weir.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Whatever a help page or a page of the documentation says to type is taken as it is typed, also of a page that comes tomorrow. */
class ExamplesTest {

    private static final Path HOME = Path.of("..");
    private static final Pattern MENTION = Pattern.compile("\\bweir ([a-z][a-z-]+)(?: ([a-z][a-z-]+))?");
    private static final Pattern IN_PROSE = Pattern.compile("`(?:\\./)?weir ([a-z][a-z-]+)(?: ([a-z][a-z-]+))?");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(\\w*)\\n(.*?)^ *```$");

    private static final CommandLine WEIR = WeirCommand.commandLine();

    /** Each command, down to those that have none below. */
    static Stream<CommandSpec> commands() {
        return below(WEIR.getCommandSpec());
    }

    private static Stream<CommandSpec> below(CommandSpec command) {
        return Stream.concat(
                Stream.of(command),
                command.subcommands().values().stream()
                        .map(CommandLine::getCommandSpec)
                        .filter(one -> !one.usageMessage().hidden())
                        .flatMap(ExamplesTest::below));
    }

    static Stream<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(
                HOME.resolve("README.md"),
                HOME.resolve("clients/java/README.md"),
                HOME.resolve("clients/python/README.md"),
                HOME.resolve("clients/typescript/README.md")));
        try (Stream<Path> docs = Files.walk(HOME.resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages.stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theExamplesOfAHelpPageCanBeTyped(CommandSpec command) {
        List<String> examples = Arrays.stream(command.usageMessage().footer())
                .filter(line -> line.startsWith("  "))
                .map(line -> line.strip().replaceFirst(" {2,}.*", "").replace("$$", "$"))
                .filter(line -> line.contains("weir "))
                .toList();
        if (command.subcommands().isEmpty()) {
            assertThat(examples).as(command.qualifiedName()).isNotEmpty();
        }
        examples.forEach(example -> {
            assertThat(ShellCommands.ofWeir(example)).as(example).isNotEmpty();
            assertThat(refusals(example)).isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("commands")
    void whatAHelpPageSpeaksOfIsThere(CommandSpec command) {
        String page = command.commandLine().getUsageMessage().replaceAll("\\s+", " ");
        assertThat(absent(MENTION, page)).isEmpty();
    }

    private static List<String> absent(Pattern mentions, String page) {
        return mentions.matcher(page)
                .results()
                .filter(mention -> !isThere(mention))
                .map(MatchResult::group)
                .toList();
    }

    /** Its first word names a command; and the second does, where that one has some. */
    private static boolean isThere(MatchResult mention) {
        CommandLine command = WEIR.getSubcommands().get(mention.group(1));
        return command != null
                && (command.getSubcommands().isEmpty()
                        || mention.group(2) == null
                        || command.getSubcommands().containsKey(mention.group(2)));
    }

    /** As in what a command prints for whoever wants to go on. */
    @Test
    void whatTheProgramSaysOfResourcesIsThere() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                assertThat(MENTION.matcher(Files.readString(source))
                                .results()
                                .filter(mention -> WEIR.getSubcommands().containsKey(mention.group(1)))
                                .filter(mention -> !isThere(mention))
                                .map(MatchResult::group))
                        .as(source.toString())
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void theCommandsOfAPageCanBeTyped(Path page) throws IOException {
        List<String> refusals = new ArrayList<>();
        typed(page).forEach(block -> refusals.addAll(refusals(block)));
        assertThat(refusals).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void whatAPageSpeaksOfIsThere(Path page) throws IOException {
        assertThat(absent(IN_PROSE, Files.readString(page))).isEmpty();
    }

    /** What stands in blocks for a shell. */
    private static List<String> typed(Path page) throws IOException {
        return BLOCK.matcher(Files.readString(page))
                .results()
                .filter(block -> List.of("", "bash", "sh", "console").contains(block.group(1)))
                .map(block -> block.group(2))
                .toList();
    }

    @Test
    void theCommandsOfPagesAreFound() throws IOException {
        long found = 0;
        for (Path page : pages().toList()) {
            found += typed(page).stream()
                    .mapToLong(block -> ShellCommands.ofWeir(block).size())
                    .sum();
        }
        assertThat(found).isGreaterThan(100);
    }

    /** What the command line says of each {@code weir} of a text that it does not take. */
    private static List<String> refusals(String typed) {
        List<String> refusals = new ArrayList<>();
        for (String[] words : ShellCommands.ofWeir(typed)) {
            try {
                WEIR.parseArgs(words);
            } catch (ParameterException refused) {
                refusals.add(String.join(" ", words) + ": " + refused.getMessage());
            }
        }
        return refusals;
    }
}
