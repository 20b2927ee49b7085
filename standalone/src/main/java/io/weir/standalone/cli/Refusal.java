package io.weir.standalone.cli;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What was asked for is refused, and the lines say all that there is to know: they go to stderr, nothing to the log. */
public final class Refusal extends CommandFailure {

    private static final long serialVersionUID = 1L;

    private final transient List<String> lines;
    private final transient JsonNode problem;

    /** A refusal by the platform, with its problem document. */
    public Refusal(String line, JsonNode problem) {
        super(line);
        this.lines = List.of(line);
        this.problem = problem;
    }

    /** A refusal by the command itself, which found all that the lines say. */
    public Refusal(List<String> lines) {
        super(String.join("; ", lines));
        this.lines = List.copyOf(lines);
        this.problem = MissingNode.getInstance();
    }

    public List<String> lines() {
        return lines;
    }

    /** The platform's problem document; missing where it was not asked. */
    public JsonNode problem() {
        return problem;
    }
}
