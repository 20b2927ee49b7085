package io.weir.metadata.commit.jdbc;

import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Columns of many rows as the arrays that {@code unnest} takes. */
final class ColumnArrays {

    private ColumnArrays() {}

    static <R> Object numbers(Collection<R> rows, Function<R, @Nullable Long> column) {
        return rows.stream().map(column).toArray(Long[]::new);
    }

    static <R> Object texts(Collection<R> rows, Function<R, @Nullable String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    static <R> Object truths(Collection<R> rows, Function<R, Boolean> column) {
        return rows.stream().map(column).toArray(Boolean[]::new);
    }

    static <R> Object bytes(Collection<R> rows, Function<R, byte[]> column) {
        return rows.stream().map(column).toArray(byte[][]::new);
    }
}
