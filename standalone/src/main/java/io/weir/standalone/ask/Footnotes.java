package io.weir.standalone.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes marks of footnotes, {@code [^a-1]}, and what they stand for out of a text of Markdown. Code is left as it is. */
final class Footnotes {

    private static final Pattern FENCE = Pattern.compile(" {0,3}(`{3,}|~{3,}).*");
    private static final Pattern DEFINITION = Pattern.compile(" {0,3}\\[\\^[^\\]\\s]+]:.*");
    private static final Pattern CONTINUED = Pattern.compile("( {4}|\\t).*\\S.*");
    /** Code in a line, which is kept, or a mark with the spaces before it. */
    private static final Pattern CODE_OR_MARK = Pattern.compile("(`+)(?!`).*?(?<!`)\\1(?!`)|[ \\t]*\\[\\^[^\\]\\s]+]");

    private Footnotes() {}

    static String strip(String text) {
        List<String> kept = new ArrayList<>();
        String fence = "";
        boolean defining = false;
        for (String line : text.split("\n", -1)) {
            if (!fence.isEmpty()) {
                kept.add(line);
                fence = closes(line, fence) ? "" : fence;
            } else if (FENCE.matcher(line).matches()) {
                defining = false;
                kept.add(line);
                fence = FENCE.matcher(line).replaceFirst("$1");
            } else if (DEFINITION.matcher(line).matches()) {
                defining = true;
            } else if (!defining || !CONTINUED.matcher(line).matches()) {
                defining = defining && line.isBlank();
                kept.add(unmarked(line));
            }
        }
        return String.join("\n", kept).stripTrailing();
    }

    private static boolean closes(String line, String fence) {
        String mark = line.strip();
        return mark.length() >= fence.length() && mark.chars().allMatch(character -> character == fence.charAt(0));
    }

    private static String unmarked(String line) {
        return CODE_OR_MARK
                .matcher(line)
                .replaceAll(found -> found.group(1) == null ? "" : Matcher.quoteReplacement(found.group()));
    }
}
