package io.weir.standalone.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code .env} file: {@code NAME=value} a line, {@code export} before it allowed, quotes around the value optional,
 * {@code #} after a space for comments. Of a name that is there twice the last one counts. Nothing is expanded.
 *
 * @param values by their names, in the order of the file
 * @param malformed numbers of the lines that are none of these; what they say may be a secret
 */
public record DotEnv(Map<String, String> values, List<Integer> malformed) {

    private static final Pattern LINE = Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.]*)\\s*=\\s*"
            + "(?:\"([^\"]*)\"|'([^']*)'|((?!#|[\"']).*?)|)(?:\\s*|\\s+#.*|(?<==)\\s*#.*)");

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * Reads a file.
     *
     * @throws NoSuchFileException if it is not there
     * @throws IOException if it cannot be read, or is no text
     */
    public static DotEnv read(Path file) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        List<Integer> malformed = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            String text = line.replace(BYTE_ORDER_MARK, "").strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(text);
            if (matcher.matches()) {
                values.put(matcher.group(1), valueOf(matcher));
            } else {
                malformed.add(number);
            }
        }
        return new DotEnv(values, malformed);
    }

    /** The values of a file; none if it is not there. */
    static Map<String, String> valuesOf(Path file) {
        try {
            DotEnv read = read(file);
            if (!read.malformed.isEmpty()) {
                throw new ConfigurationException(
                        file + ", line " + read.malformed.get(0) + ": expected NAME=value", null);
            }
            return read.values;
        } catch (NoSuchFileException absent) {
            return Map.of();
        } catch (IOException failure) {
            throw new ConfigurationException(file + " cannot be read: " + failure.getMessage(), failure);
        }
    }

    private static String valueOf(Matcher matcher) {
        for (int group = 2; group <= 4; group++) {
            String value = matcher.group(group);
            if (value != null) {
                return value;
            }
        }
        return "";
    }
}
