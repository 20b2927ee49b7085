package io.weir.standalone.resource;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** How much of a list is read, page by page; use it as a picocli mixin. */
final class PageFlags {

    private static final int LARGEST_PAGE = 1000;
    private static final String ITEMS = "items";

    @Option(names = "--limit", paramLabel = "N", description = "At most so many (default: all).")
    private @Nullable Integer limit;

    /**
     * Holds a command back that asks for nothing.
     *
     * @throws ParameterException where the limit is no number of things
     */
    void check(CommandLine command) {
        if (limit != null && limit < 1) {
            throw new ParameterException(command, "--limit: found " + limit + ", allowed are 1 and more");
        }
    }

    /** What a path lists, as one array; what has no pages in it after all is given as it came. */
    JsonNode read(Api api, String target) {
        return read(api, target, limit == null ? Integer.MAX_VALUE : limit);
    }

    /** At most {@code most} of it. */
    static JsonNode read(Api api, String target, int most) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        String start = target + (target.contains("?") ? '&' : '?') + "limit=";
        String next = "";
        do {
            int page = Math.min(LARGEST_PAGE, most - all.size());
            JsonNode answer = api.get(start + page + next);
            if (!answer.path(ITEMS).isArray()) {
                return answer;
            }
            answer.path(ITEMS).forEach(all::add);
            String token = answer.path("nextPageToken").asString("");
            next = token.isEmpty() ? "" : "&pageToken=" + Operation.segment(token);
        } while (!next.isEmpty() && all.size() < most);
        return all;
    }
}
