package io.weir.client.platform;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.client.call.Call;
import io.weir.client.call.Calls;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** All rows of a list, page after page; a page is asked for when the one before is used up. */
record Pages<T>(Calls calls, Call list, Function<JsonNode, T> row) {

    private static final int ROWS = 1000;

    static <T> Stream<T> of(Calls calls, Call list, Class<T> type) {
        return new Pages<>(calls, list, json -> calls.object(json, type)).rows();
    }

    Stream<T> rows() {
        return Stream.iterate(page(null), Objects::nonNull, this::after)
                .flatMap(page -> StreamSupport.stream(page.path("items").spliterator(), false))
                .map(row);
    }

    private JsonNode page(@Nullable String token) {
        return calls.json(list.query("limit", ROWS).query("pageToken", token));
    }

    private @Nullable JsonNode after(JsonNode page) {
        String token = page.path("nextPageToken").textValue();
        return token == null ? null : page(token);
    }
}
