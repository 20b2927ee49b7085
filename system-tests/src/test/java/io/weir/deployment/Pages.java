package io.weir.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages that people read, and the commands in them. */
public final class Pages {

    /** Those of a list's items are as far in as the items' text. */
    private static final Pattern BLOCK = Pattern.compile("(?ms)^( *)```(\\w*)\\n(.*?)^\\1```$");

    /** What blocks of commands say they are written in. */
    private static final Set<String> COMMANDS = Set.of("", "sh", "bash");

    private static final Pattern INLINE = Pattern.compile("`([^`\\n]+)`");

    private Pages() {}

    /** README and everything below docs, but not the decisions, which tell of their time. */
    public static List<Path> all() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Compose.home().resolve("README.md")));
        try (Stream<Path> docs = Files.walk(Compose.home().resolve("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md"))
                    .filter(page -> !page.toString().contains("decisions"))
                    .sorted()
                    .forEach(pages::add);
        }
        return pages;
    }

    /** A page by its path below the project's folder. */
    public static Path of(String page) {
        return Compose.home().resolve(page);
    }

    /** The blocks of commands of a page: those that are no output, no JSON and no diagram. */
    public static List<String> blocks(Path page) throws IOException {
        List<String> blocks = new ArrayList<>();
        for (Matcher block = BLOCK.matcher(Files.readString(page)); block.find(); ) {
            if (COMMANDS.contains(block.group(2))) {
                blocks.add(block.group(3).replaceAll("(?m)^" + block.group(1), ""));
            }
        }
        return blocks;
    }

    /** Those of them that are to be run as they stand. */
    public static List<String> blocksToRun(Path page) throws IOException {
        return blocks(page).stream()
                .filter(block -> !UnrunBlocks.hold(page, block))
                .toList();
    }

    /** The lines of commands of a page, each as one and without comment. */
    static List<String> lines(Path page) throws IOException {
        return blocks(page).stream()
                .flatMap(block -> block.replace("\\\n", " ").lines())
                .map(line -> line.replaceFirst("\\s#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** Commands of all pages that begin with {@code start}, from blocks and from the text, each once and without comment. */
    public static List<String> commands(String start) throws IOException {
        List<String> commands = new ArrayList<>();
        for (Path page : all()) {
            for (String block : blocks(page)) {
                block.replace("\\\n", " ").lines().forEach(commands::add);
            }
            for (Matcher code = INLINE.matcher(Files.readString(page)); code.find(); ) {
                commands.add(code.group(1));
            }
        }
        return commands.stream()
                .map(command -> command.replaceFirst("\\s#.*", "").strip())
                .filter(command -> command.startsWith(start))
                .distinct()
                .toList();
    }
}
