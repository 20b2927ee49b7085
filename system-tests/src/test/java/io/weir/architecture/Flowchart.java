package io.weir.architecture;

import java.util.LinkedHashSet;
import java.util.Set;

/** A diagram in the language of Mermaid, which GitHub and editors draw. */
final class Flowchart {

    /** What a node looks like. */
    enum Shape {
        BOX("[\"", "\"]"),
        STADIUM("([\"", "\"])"),
        CYLINDER("[(\"", "\")]");

        private final String open;
        private final String close;

        Shape(String open, String close) {
            this.open = open;
            this.close = close;
        }
    }

    private static final String STYLES = """
                classDef service fill:#e3f0f7,stroke:#2c7da0,stroke-width:1.5px,color:#14364a
                classDef outside fill:#f6f4ee,stroke:#a39b86,color:#23323b
                classDef store fill:#eaf4e6,stroke:#5b8c4a,color:#23323b
            """;

    private final Set<String> lines = new LinkedHashSet<>();
    private final String direction;

    /** Drawn from the left, {@code LR}, or from above, {@code TB}. */
    Flowchart(String direction) {
        this.direction = direction;
    }

    /** Each node once, however often it is named. */
    Flowchart node(String id, Shape shape, String text, String style) {
        lines.add("    " + id + shape.open + text + shape.close + ":::" + style);
        return this;
    }

    Flowchart arrow(String from, String words, String to) {
        lines.add("    " + from + " -->" + label(words) + " " + to);
        return this;
    }

    /** What comes to the other side later, and surely. */
    Flowchart laterArrow(String from, String words, String to) {
        lines.add("    " + from + " -.->" + label(words) + " " + to);
        return this;
    }

    private static String label(String words) {
        return words.isEmpty() ? "" : "|\"" + words + "\"|";
    }

    /** Words on lines of their own, each at most so long that boxes are no banners. */
    static String wrapped(Iterable<String> words, int width) {
        StringBuilder text = new StringBuilder();
        int used = 0;
        for (String word : words) {
            if (used > 0 && used + word.length() > width) {
                text.append("<br/>");
                used = 0;
            } else if (used > 0) {
                text.append(' ');
            }
            text.append(word);
            used += word.length() + 1;
        }
        return text.toString();
    }

    /** The whole block of a page. */
    String block() {
        return "```mermaid\nflowchart " + direction + "\n" + String.join("\n", lines) + "\n" + STYLES + "```\n";
    }
}
