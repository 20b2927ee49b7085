package io.weir.lineage.openlineage;

import io.weir.lineage.openlineage.Label.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the facets {@code tags} and {@code ownership}; what cannot be read in them is passed over.
 *
 * @see <a href="https://openlineage.io/spec/facets/1-0-0/TagsDatasetFacet.json">tags</a>
 * @see <a href="https://openlineage.io/spec/facets/1-0-0/OwnershipJobFacet.json">ownership</a>
 */
public final class LabelReader {

    private LabelReader() {}

    /** The labels that a facet states; none for any other facet. */
    public static List<Label> read(Facet facet) {
        String body = facet.body();
        if (body == null) {
            return List.of();
        }
        return switch (facet.name()) {
            case "tags" ->
                entries(body, "tags").flatMap(entry -> tag(entry).stream()).toList();
            case "ownership" ->
                entries(body, "owners").flatMap(entry -> owner(entry).stream()).toList();
            default -> List.of();
        };
    }

    private static Stream<JsonNode> entries(String body, String list) {
        return EventJson.read(body).path(list).valueStream().filter(JsonNode::isObject);
    }

    /** A value of {@code true} says no more than the key does. */
    private static Optional<Label> tag(JsonNode entry) {
        String key = storable(entry, "key");
        String value = entry.path("value").asString("");
        if (key == null || !Names.isStorable(value)) {
            return Optional.empty();
        }
        String field = storable(entry, "field");
        return Optional.of(Label.tag(
                field == null ? "" : field, value.isEmpty() || value.equals("true") ? key : key + ":" + value));
    }

    private static Optional<Label> owner(JsonNode entry) {
        String name = storable(entry, "name");
        return name == null ? Optional.empty() : Optional.of(new Label(Kind.OWNER, "", name, storable(entry, "type")));
    }

    private static @Nullable String storable(JsonNode entry, String member) {
        String text = EventJson.text(entry, member);
        return text == null || text.isEmpty() || !Names.isStorable(text) ? null : text;
    }
}
