package io.weir.delta.storage.azure;

import io.weir.delta.storage.StorageException;
import io.weir.delta.storage.azure.AzureCredentials.Entra;
import io.weir.delta.storage.rest.BearerTokens;
import io.weir.delta.storage.rest.Payload;
import io.weir.delta.storage.rest.RestAnswer;
import io.weir.delta.storage.rest.RestCalls;
import io.weir.delta.storage.rest.RestCalls.Signed;
import io.weir.delta.storage.rest.RestListing;
import io.weir.delta.storage.rest.RestListing.Wanted;
import io.weir.delta.storage.rest.RestObjects;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;

/**
 * Objects below a prefix of a container. One that must not be there yet is put on that condition ({@code If-None-Match: *}),
 * with one call, of 5,000 MiB at most. Where Azure is too old to begin a listing at a name, it is asked for the whole folder.
 */
public final class AzureObjects extends RestObjects {

    private static final int LONGEST = 1024;
    private static final int LARGEST_PAGE = 5000;

    /** The first that begins a listing at a name. */
    private static final String VERSION_OF_BEGINNINGS = "2026-02-06";

    private final AzureContainer place;
    private final AzureSigning signing;
    private final RestCalls calls;
    private volatile boolean isOld;

    /**
     * The objects below a prefix.
     *
     * @param prefix of all blobs' names; empty, or with a slash at its end
     */
    public AzureObjects(AzureContainer place, String prefix) {
        this(place, prefix, LARGEST_PAGE);
    }

    AzureObjects(AzureContainer place, String prefix, int page) {
        super(prefix, page);
        this.place = place;
        this.signing = new AzureSigning(place, Clock.systemUTC());
        this.calls = new RestCalls(place.http(), place.timeout());
    }

    @Override
    protected String store() {
        return "Azure";
    }

    @Override
    protected String root() {
        return "abfss://" + place.container() + "@" + place.account() + "/";
    }

    @Override
    protected boolean takes(String blob) {
        return blob.length() <= LONGEST;
    }

    @Override
    protected RestAnswer putObject(String blob, Payload payload, boolean onlyIfAbsent) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        if (onlyIfAbsent) {
            headers.put("If-None-Match", "*");
        }
        headers.put("x-ms-blob-type", "BlockBlob");
        headers.put("Content-MD5", payload.md5());
        return call(AzureRequest.of("PUT", blob).sending(headers, payload.body(), payload.size()));
    }

    @Override
    protected RestAnswer getObject(String blob) throws IOException {
        return call(AzureRequest.of("GET", blob));
    }

    @Override
    protected RestAnswer downloadObject(String blob, String version, Path target) throws IOException {
        AzureRequest any = AzureRequest.of("GET", blob);
        // Listings have the tag without the quotes that headers have it with.
        AzureRequest wanted = version.isEmpty()
                ? any
                : any.sending(Map.of("If-Match", '"' + version.replace("\"", "") + '"'), any.body(), any.size());
        return using(token -> calls.download(signed(wanted, token), target));
    }

    /** With its snapshots: Azure lets go of no blob that has some, and they are of a file that is wanted no more. */
    @Override
    protected RestAnswer deleteObject(String blob) throws IOException {
        AzureRequest alone = AzureRequest.of("DELETE", blob);
        return call(alone.sending(Map.of("x-ms-delete-snapshots", "include"), alone.body(), alone.size()));
    }

    @Override
    protected RestAnswer listObjects(Wanted wanted) throws IOException {
        Map<String, String> query = new TreeMap<>(Map.of("prefix", wanted.prefix()));
        query.putAll(Map.of("restype", "container", "comp", "list", "maxresults", Integer.toString(wanted.limit())));
        if (!wanted.withFolders()) {
            query.put("delimiter", "/");
        }
        if (!wanted.marker().isEmpty()) {
            query.put("marker", wanted.marker());
        }
        return list(query, wanted.from());
    }

    /** Whoever asks looks at the names himself, too: an emulator may know the version, and not what it is asked for. */
    private RestAnswer list(Map<String, String> query, String from) throws IOException {
        AzureRequest whole = AzureRequest.of("GET", "").asking(query);
        if (isOld || !isComparable(from)) {
            return call(whole);
        }
        query.put("startFrom", from);
        RestAnswer answer = call(AzureRequest.of("GET", "").asking(query).understoodBy(VERSION_OF_BEGINNINGS));
        isOld = AzureAnswer.isOfUnknownVersion(answer);
        return isOld ? call(whole) : answer;
    }

    /** Whether all names behind it are so in any order of characters: by their UTF-8, their UTF-16 or themselves. */
    private static boolean isComparable(String from) {
        return !from.isEmpty() && from.chars().allMatch(character -> character < 0x80);
    }

    @Override
    protected RestListing read(byte[] listing) throws IOException {
        return AzureListing.read(listing);
    }

    @Override
    protected boolean isAbsent(RestAnswer answer) {
        return AzureAnswer.isAbsent(answer);
    }

    @Override
    protected boolean isRefusedByCondition(RestAnswer answer) {
        return AzureAnswer.isRefusedByCondition(answer);
    }

    @Override
    protected String meaning(RestAnswer answer) {
        return AzureAnswer.meaning(answer);
    }

    RestAnswer call(AzureRequest request) throws IOException {
        return using(token -> calls.call(signed(request, token), request.size()));
    }

    private RestAnswer using(BearerTokens.Call call) throws IOException {
        return place.credentials() instanceof Entra entra ? entra.tokens().using(call) : call.make("");
    }

    private Signed signed(AzureRequest request, String token) {
        return () -> {
            try {
                return signing.sign(request, token).build();
            } catch (IllegalStateException | IllegalArgumentException unusable) {
                // Without its cause, in which the secret may stand.
                throw new StorageException(
                        "the secret for the account " + place.account() + " is not there, or is none", null);
            }
        };
    }
}
