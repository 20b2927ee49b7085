package io.weir.support.paging;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items the rows, at most as many as were asked for
 * @param nextPageToken opaque; absent on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(List<T> items, @Nullable String nextPageToken) {

    /**
     * Makes a page of rows that were read with {@code limit + 1}: the row too many tells that there is another page.
     *
     * @param key the sort key of a row, after which the next page begins
     */
    public static <T> Page<T> of(List<T> rows, PageRequest request, Function<T, String> key) {
        if (rows.size() <= request.limit()) {
            return new Page<>(rows, null);
        }
        List<T> items = List.copyOf(rows.subList(0, request.limit()));
        return new Page<>(items, request.token(key.apply(items.get(items.size() - 1))));
    }

    /**
     * Makes a page of the rows that may be seen. It reads on until it is full, so that neither its size nor its token, which
     * bears a key, tells of any other row.
     *
     * @param read reads one row more than the page that it is given takes, where there are more
     * @param key the sort key of a row, by which {@code read} goes on
     */
    public static <T> Page<T> ofVisible(
            PageRequest request, Function<PageRequest, List<T>> read, Predicate<T> visible, Function<T, String> key) {
        List<T> seen = new ArrayList<>();
        @Nullable PageRequest next = request;
        while (next != null && seen.size() <= request.limit()) {
            List<T> rows = read.apply(next);
            rows.stream().filter(visible).forEach(seen::add);
            next = rows.size() > next.limit() ? next.largest(key.apply(rows.get(rows.size() - 1))) : null;
        }
        return of(seen.subList(0, Math.min(seen.size(), request.limit() + 1)), request, key);
    }
}
