package io.weir.delta.storage.google;

import static io.weir.delta.storage.rest.Encoding.encoded;

import io.weir.delta.storage.rest.Encoding;
import io.weir.delta.storage.rest.Payload;
import io.weir.delta.storage.rest.RestAnswer;
import io.weir.delta.storage.rest.RestListing;
import io.weir.delta.storage.rest.RestListing.Wanted;
import io.weir.delta.storage.rest.RestObjects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Objects below a prefix of a bucket, by Google's JSON API. One that must not be there yet is put on the condition that its
 * generation is none ({@code ifGenerationMatch=0}): with one call, or {@linkplain ResumableUpload in parts} if it is large.
 *
 * @see <a href="https://cloud.google.com/storage/docs/request-preconditions">preconditions</a>
 */
public final class GoogleObjects extends RestObjects {

    private static final int LONGEST = 1024;

    private final GoogleBucket place;
    private final GoogleSizes sizes;
    private final GoogleCalls calls;

    /**
     * The objects below a prefix.
     *
     * @param prefix of all objects' names; empty, or with a slash at its end
     */
    public GoogleObjects(GoogleBucket place, String prefix) {
        this(place, prefix, GoogleSizes.USUAL);
    }

    GoogleObjects(GoogleBucket place, String prefix, GoogleSizes sizes) {
        super(prefix, sizes.page());
        this.place = place;
        this.sizes = sizes;
        this.calls = new GoogleCalls(place);
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

    @Override
    protected RestAnswer putObject(String object, Payload payload, boolean onlyIfAbsent) throws IOException {
        boolean isWhole = payload.size() <= sizes.whole();
        Map<String, String> query = new TreeMap<>(
                Map.of("uploadType", isWhole ? "multipart" : "resumable", "fields", "generation", "name", object));
        if (onlyIfAbsent) {
            query.put("ifGenerationMatch", "0");
        }
        String address = "/upload" + objects() + "?" + Encoding.query(query);
        return isWhole ? putWhole(address, payload) : new ResumableUpload(calls, address, payload, sizes.part()).run();
    }

    /** The digest goes before the bytes, and so Google refuses what arrives otherwise. */
    private RestAnswer putWhole(String address, Payload payload) throws IOException {
        RelatedParts parts = RelatedParts.of(payload);
        return calls.call(
                () -> calls.request(address)
                        .header("Content-Type", parts.type())
                        .POST(parts.body()),
                payload.size());
    }

    @Override
    protected RestAnswer getObject(String object) throws IOException {
        return calls.call(() -> calls.request(content(object)).GET(), 0);
    }

    @Override
    protected RestAnswer downloadObject(String object, String version, Path target) throws IOException {
        String path = content(object) + (version.isEmpty() ? "" : "&generation=" + version);
        return calls.download(path, target);
    }

    @Override
    protected RestAnswer deleteObject(String object) throws IOException {
        return calls.call(() -> calls.request(objects() + "/" + encoded(object)).DELETE(), 0);
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
        return calls.call(
                () -> calls.request(objects() + "?" + Encoding.query(query)).GET(), 0);
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
}
