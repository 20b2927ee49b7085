package io.weir.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A main Java source of a module.
 *
 * @param path below the module's folder of sources, with {@code /}
 * @param text all of it
 * @param code the text without comments
 */
record Source(String path, String text, String code) {

    static final Path HOME =
            Path.of(System.getProperty("weir.home", "..")).toAbsolutePath().normalize();

    /** Texts are matched so that what looks like a comment in them is none. */
    private static final Pattern COMMENT =
            Pattern.compile("(\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*+\")|/\\*[\\s\\S]*?\\*/|//[^\\n]*");

    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?([\\w.]+);\\n");

    static List<Source> of(String module) throws IOException {
        Path root = HOME.resolve(module).resolve("src/main/java");
        List<Source> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                String text = Files.readString(file);
                sources.add(of(root.relativize(file).toString().replace('\\', '/'), text));
            }
        }
        return sources;
    }

    static Source of(String path, String text) {
        return new Source(path, text, withoutComments(text));
    }

    private static String withoutComments(String text) {
        return COMMENT.matcher(text)
                .replaceAll(found -> found.group(1) == null ? " " : Matcher.quoteReplacement(found.group(1)));
    }

    /** The class's name. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1).replace(".java", "");
    }

    /** The class's name with its package. */
    String qualifiedName() {
        return path.replace('/', '.').replaceFirst("\\.java$", "");
    }

    /** Names that are imported for more than a comment. */
    List<String> imports() {
        String rest = IMPORT.matcher(code).replaceAll("");
        return IMPORT.matcher(code)
                .results()
                .map(line -> line.group(1))
                .filter(name -> Pattern.compile("\\b" + name.substring(name.lastIndexOf('.') + 1) + "\\b")
                        .matcher(rest)
                        .find())
                .toList();
    }
}
