package io.weir.delta.storage.google;

import static io.weir.delta.storage.rest.Encoding.encoded;

import io.weir.delta.storage.rest.BearerTokens;
import io.weir.delta.storage.rest.Encoding;
import io.weir.delta.storage.rest.Payload;
import io.weir.delta.storage.rest.RestAnswer;
import io.weir.delta.storage.rest.RestCalls;
import io.weir.delta.storage.rest.RestListing;
import io.weir.delta.storage.rest.RestListing.Wanted;
import io.weir.delta.storage.rest.RestObjects;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Objects below a prefix of a bucket, by Google's JSON API. One that must not be there yet is put on the condition that its
 * generation is none ({@code ifGenerationMatch=0}), with one call of any size.
 *
 * @see <a href="https://cloud.google.com/storage/docs/request-preconditions">preconditions</a>
 */
public final class GoogleObjects extends RestObjects {

    private static final int LONGEST = 1024;
    private static final int LARGEST_PAGE = 1000;

    private final GoogleBucket place;
    private final RestCalls calls;

    /**
     * The objects below a prefix.
     *
     * @param prefix of all objects' names; empty, or with a slash at its end
     */
    public GoogleObjects(GoogleBucket place, String prefix) {
        this(place, prefix, LARGEST_PAGE);
    }

    GoogleObjects(GoogleBucket place, String prefix, int page) {
        super(prefix, page);
        this.place = place;
        this.calls = new RestCalls(place.http(), place.timeout());
    }

    @Override
    protected String store() {
        return "Google";
    }

    @Override
    protected String root() {
        return "gs://" + place.bucket() + "/";
    }

    @Override
    protected boolean takes(String object) {
        return object.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }

    /** The digest goes before the bytes, and so Google refuses what arrives otherwise. */
    @Override
    protected RestAnswer putObject(String object, Payload payload, boolean onlyIfAbsent) throws IOException {
        Map<String, String> query =
                new TreeMap<>(Map.of("uploadType", "multipart", "fields", "generation", "name", object));
        if (onlyIfAbsent) {
            query.put("ifGenerationMatch", "0");
        }
        RelatedParts parts = RelatedParts.of(payload);
        return call(
                () -> request("/upload" + objects() + "?" + Encoding.query(query))
                        .header("Content-Type", parts.type())
                        .POST(parts.body()),
                payload.size());
    }

    @Override
    protected RestAnswer getObject(String object) throws IOException {
        return call(() -> request(content(object)).GET(), 0);
    }

    @Override
    protected RestAnswer downloadObject(String object, String version, Path target) throws IOException {
        String path = content(object) + (version.isEmpty() ? "" : "&generation=" + version);
        return using(token -> calls.download(() -> authorized(request(path).GET(), token), target));
    }

    @Override
    protected RestAnswer deleteObject(String object) throws IOException {
        return call(() -> request(objects() + "/" + encoded(object)).DELETE(), 0);
    }

    @Override
    protected RestAnswer listObjects(Wanted wanted) throws IOException {
        Map<String, String> query = new TreeMap<>(Map.of(
                "prefix",
                wanted.prefix(),
                "maxResults",
                Integer.toString(wanted.limit()),
                "fields",
                "items(name,size,updated,generation),prefixes,nextPageToken"));
        if (!wanted.withFolders()) {
            query.put("delimiter", "/");
        }
        putUnlessEmpty(query, "startOffset", wanted.from());
        putUnlessEmpty(query, "pageToken", wanted.marker());
        return call(() -> request(objects() + "?" + Encoding.query(query)).GET(), 0);
    }

    private static void putUnlessEmpty(Map<String, String> query, String name, String value) {
        if (!value.isEmpty()) {
            query.put(name, value);
        }
    }

    @Override
    protected RestListing read(byte[] listing) throws IOException {
        return GoogleListing.read(listing);
    }

    @Override
    protected boolean isAbsent(RestAnswer answer) {
        return GoogleAnswer.isAbsent(answer);
    }

    @Override
    protected boolean isRefusedByCondition(RestAnswer answer) {
        return GoogleAnswer.isRefusedByCondition(answer);
    }

    @Override
    protected String meaning(RestAnswer answer) {
        return GoogleAnswer.meaning(answer);
    }

    private String objects() {
        return "/storage/v1/b/" + place.bucket() + "/o";
    }

    private String content(String object) {
        return objects() + "/" + encoded(object) + "?alt=media";
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(place.endpoint() + path));
    }

    private interface Request {
        HttpRequest.Builder make();
    }

    private RestAnswer call(Request request, long size) throws IOException {
        return using(token -> calls.call(() -> authorized(request.make(), token), size));
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
