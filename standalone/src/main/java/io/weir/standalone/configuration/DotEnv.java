package io.weir.standalone.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code .env} file: {@code NAME=value} a line, {@code export} before it allowed, quotes around the value optional,
 * {@code #} for comments. Nothing is expanded.
 */
final class DotEnv {

    private static final Pattern LINE = Pattern.compile(
            "(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.]*)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^#]*?))\\s*(?:#.*)?");

    private DotEnv() {}

    static Map<String, String> read(Path file) {
        Map<String, String> values = new LinkedHashMap<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(text);
            if (!matcher.matches()) {
                throw new ConfigurationException(file + ", line " + number + ": expected NAME=value", null);
            }
            values.put(matcher.group(1), valueOf(matcher));
        }
        return values;
    }

    private static String valueOf(Matcher matcher) {
        String inDoubleQuotes = matcher.group(2);
        String inQuotes = matcher.group(3);
        if (inDoubleQuotes != null) {
            return inDoubleQuotes;
        }
        return inQuotes != null ? inQuotes : matcher.group(4);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException absent) {
            return List.of();
        } catch (IOException failure) {
            throw new ConfigurationException(file + " cannot be read: " + failure.getMessage(), failure);
        }
    }
}
