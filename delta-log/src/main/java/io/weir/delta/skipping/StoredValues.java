package io.weir.delta.skipping;

import io.weir.delta.schema.DataType;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Values of statistics and of partitions as ranges of keys; none where a value is not understood. */
final class StoredValues {

    private StoredValues() {}

    static Optional<KeyRange> ofStatistic(DataType type, JsonNode value) {
        return switch (Domain.of(type)) {
            case NUMBER ->
                value.isNumber()
                        ? Optional.of(Numbers.stored(type, value.decimalValue()))
                        : text(value).flatMap(text -> Numbers.storedText(type, text));
            case TIME -> text(value).flatMap(text -> Times.stored(type, text));
            case TEXT -> text(value).flatMap(Texts::stored);
            case TRUTH ->
                value.isBoolean() ? Optional.of(KeyRange.point(SortKey.truth(value.booleanValue()))) : Optional.empty();
            case OPAQUE -> Optional.empty();
        };
    }

    static Optional<KeyRange> ofPartition(DataType type, String value) {
        return switch (Domain.of(type)) {
            case NUMBER -> Numbers.storedText(type, value);
            case TIME -> Times.exact(type, value);
            case TEXT -> Texts.stored(value);
            case TRUTH -> truth(value).map(truth -> KeyRange.point(SortKey.truth(truth)));
            case OPAQUE -> Optional.empty();
        };
    }

    static Optional<Boolean> truth(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<String> text(JsonNode value) {
        return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }
}
