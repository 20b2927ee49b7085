package io.weir.test.s3;

import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A server that speaks as Azure's Blob Storage does, with one container: blobs that are put whole, the condition that nothing
 * is there, and listings by markers. Folders of a hierarchical namespace stand in listings, too. Who signs is not asked,
 * unless a test does by {@link #letIn}: Azurite looks at that.
 */
public final class AzureServer extends ObjectServer {

    /** The version of the service since which a listing can begin at a name. */
    static final String NEWEST = "2026-02-06";

    private final Set<String> withSnapshots = ConcurrentHashMap.newKeySet();
    private volatile String newest = NEWEST;

    /** Has it know no newer version of the service than one, or again the newest that it knows by itself. */
    public void know(String version) {
        newest = version.isEmpty() ? NEWEST : version;
    }

    /** Makes a snapshot of a blob. */
    public void snapshot(String key) {
        withSnapshots.add(key);
    }

    @Override
    Answer answer(Call call) throws IOException {
        if (!call.bucket().equals(BUCKET)) {
            return Answer.error(404, "ContainerNotFound");
        }
        String version = call.header("x-ms-version");
        if (version != null && version.compareTo(newest) > 0) {
            return Answer.error(400, "InvalidHeaderValue");
        }
        if (!isWelcome(call) || (call.header("Authorization") == null && !call.asks("sig"))) {
            return Answer.error(403, "AuthenticationFailed");
        }
        if (isStranger(call)) {
            return Answer.error(401, "InvalidAuthenticationInfo");
        }
        return switch (call.method()) {
            case "PUT" -> put(call, call.body());
            case "GET" -> call.asks("comp") ? new BlobListing(objects).of(call) : get(call);
            case "DELETE" -> delete(call);
            default -> Answer.error(405, "UnsupportedHttpVerb");
        };
    }

    private Answer put(Call call, byte[] content) {
        if (!"BlockBlob".equals(call.header("x-ms-blob-type"))) {
            return Answer.error(400, "MissingRequiredHeader");
        }
        String md5 = call.header("Content-MD5");
        if (md5 != null && !md5.equals(Base64.getEncoder().encodeToString(Stored.md5(content)))) {
            return Answer.error(400, "Md5Mismatch");
        }
        if (!call.isPutIfAbsent()) {
            objects.put(call.key(), Stored.now(content));
        } else if (objects.putIfAbsent(call.key(), Stored.now(content)) != null) {
            return Answer.error(409, "BlobAlreadyExists");
        }
        return Answer.empty(201);
    }

    private Answer delete(Call call) {
        if (withSnapshots.contains(call.key()) && !"include".equals(call.header("x-ms-delete-snapshots"))) {
            return Answer.error(409, "SnapshotsPresent");
        }
        withSnapshots.remove(call.key());
        return objects.remove(call.key()) == null ? Answer.error(404, "BlobNotFound") : Answer.empty(202);
    }

    private Answer get(Call call) {
        Stored stored = objects.get(call.key());
        if (stored == null) {
            return Answer.error(404, "BlobNotFound");
        }
        String wanted = call.header("If-Match");
        return wanted != null && !wanted.equals(stored.tag())
                ? Answer.error(412, "ConditionNotMet")
                : new Answer(200, Map.of("ETag", stored.tag()), stored.content());
    }
}
