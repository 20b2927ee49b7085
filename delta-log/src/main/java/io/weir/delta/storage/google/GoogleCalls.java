package io.weir.delta.storage.google;

import io.weir.delta.storage.rest.BearerTokens;
import io.weir.delta.storage.rest.RestAnswer;
import io.weir.delta.storage.rest.RestCalls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;

/** Calls to Google by whoever bears a token, where one is wanted. */
final class GoogleCalls {

    private final GoogleBucket place;
    private final RestCalls calls;

    GoogleCalls(GoogleBucket place) {
        this.place = place;
        this.calls = new RestCalls(place.http(), place.timeout());
    }

    /** A request as it is made each time, but for who makes it. */
    interface Request {
        HttpRequest.Builder make() throws IOException;
    }

    /** A request for a path and a query, both encoded. */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(place.endpoint() + path));
    }

    /**
     * The answer, after three attempts at most.
     *
     * @param size bytes that are sent
     */
    RestAnswer call(Request request, long size) throws IOException {
        return using(token -> calls.call(() -> authorized(request.make(), token), size));
    }

    /** As {@link #call}, with one attempt. */
    RestAnswer once(Request request, long size) throws IOException {
        return using(token -> calls.once(() -> authorized(request.make(), token), size));
    }

    RestAnswer download(String path, Path target) throws IOException {
        return using(token -> calls.download(() -> authorized(request(path).GET(), token), target));
    }

    private RestAnswer using(BearerTokens.Call call) throws IOException {
        BearerTokens tokens = place.tokens();
        return tokens == null ? call.make("") : tokens.using(call);
    }

    private static HttpRequest authorized(HttpRequest.Builder request, String token) {
        if (!token.isEmpty()) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        return request.build();
    }
}
