package io.weir.delta.conflict;

import io.weir.delta.action.Metadata;
import io.weir.delta.schema.DataType;
import io.weir.delta.schema.DecimalType;
import io.weir.delta.schema.PrimitiveType;
import io.weir.delta.schema.StructField;
import io.weir.delta.schema.StructType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A condition on what was read, understood as far as it is a conjunction of {@code column = literal}. What is not understood
 * could be true of any file: the answer errs towards a conflict, never towards a lost one.
 */
final class ReadPredicate {

    private static final Pattern EQUALITY = Pattern.compile(
            "\\s*(?:`([^`]+)`|\"([^\"]+)\"|([A-Za-z_]\\w*))\\s*=\\s*(?:'((?:[^']|'')*)'|(-?\\d+(?:\\.\\d+)?))\\s*");
    private static final Pattern CONJUNCTION = Pattern.compile("(?i)\\bAND\\b");

    /** Where a column says that texts which differ may be equal. */
    private static final String COLLATIONS = "__COLLATIONS";

    private record Equality(String column, String literal, boolean quoted) {}

    private final List<Equality> equalities;
    private final Metadata metadata;
    private final StructType schema;

    private ReadPredicate(List<Equality> equalities, Metadata metadata, StructType schema) {
        this.equalities = equalities;
        this.metadata = metadata;
        this.schema = schema;
    }

    static ReadPredicate parse(String predicate, Metadata metadata) {
        return new ReadPredicate(equalities(predicate), metadata, metadata.schema());
    }

    /** All conjuncts, or none if one of them is not an equality: it might be half of an OR. */
    private static List<Equality> equalities(String predicate) {
        List<Equality> equalities = new ArrayList<>();
        int from = 0;
        Matcher equality = EQUALITY.matcher(predicate);
        Matcher conjunction = CONJUNCTION.matcher(predicate);
        while (equality.region(from, predicate.length()).lookingAt()) {
            equalities.add(equality(equality));
            from = equality.end();
            if (from == predicate.length()) {
                return equalities;
            }
            if (!conjunction.region(from, predicate.length()).lookingAt()) {
                break;
            }
            from = conjunction.end();
        }
        return List.of();
    }

    private static Equality equality(Matcher match) {
        String column = Optional.ofNullable(match.group(1))
                .or(() -> Optional.ofNullable(match.group(2)))
                .orElseGet(() -> match.group(3));
        String text = match.group(4);
        return text == null
                ? new Equality(column, match.group(5), false)
                : new Equality(column, text.replace("''", "'"), true);
    }

    /** Whether a file of these partition values can hold a row that the condition is true of. */
    boolean canMatch(@Nullable Map<String, @Nullable String> partitionValues) {
        return partitionValues == null
                || equalities.stream().noneMatch(equality -> excludes(equality, partitionValues));
    }

    private boolean excludes(Equality equality, Map<String, @Nullable String> partitionValues) {
        Optional<StructField> column = metadata.partitionColumns().stream()
                .filter(name ->
                        name.toLowerCase(Locale.ROOT).equals(equality.column().toLowerCase(Locale.ROOT)))
                .findFirst()
                .flatMap(schema::field);
        if (column.isEmpty() || column.get().metadata().values().containsKey(COLLATIONS)) {
            return false;
        }
        String key = partitionValues.containsKey(column.get().name())
                ? column.get().name()
                : column.get().physicalName();
        if (!partitionValues.containsKey(key)) {
            return false;
        }
        String value = partitionValues.get(key);
        return value == null || value.isEmpty() || differ(column.get().type(), value, equality);
    }

    /** Whether two texts stand for different values of the type, for sure. */
    private static boolean differ(DataType type, String value, Equality equality) {
        if (type == PrimitiveType.STRING) {
            return equality.quoted() && !value.equals(equality.literal());
        }
        if (type instanceof DecimalType || isWhole(type)) {
            return number(value)
                    .flatMap(ours -> number(equality.literal()).map(theirs -> ours.compareTo(theirs) != 0))
                    .orElse(false);
        }
        return type == PrimitiveType.DATE
                && isDate(value)
                && isDate(equality.literal())
                && !value.equals(equality.literal());
    }

    private static boolean isWhole(DataType type) {
        return type == PrimitiveType.LONG
                || type == PrimitiveType.INTEGER
                || type == PrimitiveType.SHORT
                || type == PrimitiveType.BYTE;
    }

    private static boolean isDate(String text) {
        return text.matches("\\d{4}-\\d{2}-\\d{2}");
    }

    private static Optional<BigDecimal> number(String text) {
        return text.matches("-?\\d{1,40}(\\.\\d{1,40})?") ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }
}
