package io.weir.metadata.planning.jdbc;

import io.weir.delta.skipping.FileFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A filter as a condition on {@code data_file}, with parameters. What is null there is not known, and is kept. */
record FilterSql(String text, List<Object> parameters) {

    static FilterSql of(FileFilter filter) {
        List<Object> parameters = new ArrayList<>();
        return new FilterSql(text(filter, parameters), parameters);
    }

    private static String text(FileFilter filter, List<Object> parameters) {
        if (filter instanceof FileFilter.Constant constant) {
            return Boolean.toString(constant.keep());
        } else if (filter instanceof FileFilter.AllOf all) {
            return joined(all.parts(), " and ", parameters);
        } else if (filter instanceof FileFilter.AnyOf any) {
            return joined(any.parts(), " or ", parameters);
        } else {
            return test((FileFilter.Test) filter, parameters);
        }
    }

    private static String joined(List<FileFilter> parts, String by, List<Object> parameters) {
        return parts.stream().map(part -> text(part, parameters)).collect(Collectors.joining(by, "(", ")"));
    }

    private static String test(FileFilter.Test test, List<Object> parameters) {
        String low = "lows[" + (test.slot() + 1) + "]";
        String high = "highs[" + (test.slot() + 1) + "]";
        if (test instanceof FileFilter.Low bound) {
            parameters.add(bound.key().bytes());
            return orUnknown(low, bound.inclusive() ? " <= ?" : " < ?");
        } else if (test instanceof FileFilter.High bound) {
            return bound.orNaN() ? "true" : high(bound, high, parameters);
        } else if (test instanceof FileFilter.NotWithin range) {
            parameters.add(range.from().bytes());
            parameters.add(range.to().bytes());
            return "(" + orUnknown(low, " < ?") + " or " + orUnknown(high, " > ?") + ")";
        } else {
            String bits = test instanceof FileFilter.MayBeNull ? "without_nulls" : "nulls_only";
            return bits + " & " + (1L << test.slot()) + " = 0";
        }
    }

    private static String high(FileFilter.High bound, String high, List<Object> parameters) {
        parameters.add(bound.key().bytes());
        return orUnknown(high, bound.inclusive() ? " >= ?" : " > ?");
    }

    private static String orUnknown(String bound, String comparison) {
        return "(" + bound + comparison + " or " + bound + " is null)";
    }
}
