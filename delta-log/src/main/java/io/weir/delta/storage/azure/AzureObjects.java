package io.weir.delta.storage.azure;

import io.weir.delta.storage.ObjectPage;
import io.weir.delta.storage.PutOutcome;
import io.weir.delta.storage.StorageException;
import io.weir.delta.storage.StoredObject;
import io.weir.delta.storage.StoredObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Objects below a prefix of a container. One that must not be there yet is put on that condition ({@code If-None-Match: *}),
 * which Azure decides at once with the write. A blob is there whole or not at all: it is put with one call, of 5,000 MiB at
 * most.
 */
public final class AzureObjects implements StoredObjects {

    private static final List<String> NO_PARTS = List.of("", ".", "..");
    private static final int LONGEST = 1024;
    private static final int LARGEST_PAGE = 5000;

    private final AzureContainer place;
    private final AzureCalls calls;
    private final String prefix;
    private final int page;

    /**
     * The objects below a prefix.
     *
     * @param prefix of all blobs' names; empty, or with a slash at its end
     */
    public AzureObjects(AzureContainer place, String prefix) {
        this(place, prefix, LARGEST_PAGE);
    }

    AzureObjects(AzureContainer place, String prefix, int page) {
        this.place = place;
        this.calls = new AzureCalls(place);
        this.prefix = prefix;
        this.page = page;
    }

    @Override
    public PutOutcome putIfAbsent(String name, byte[] content) throws IOException {
        return putIfAbsent(name, AzurePayload.of(content), () -> get(name).map(there -> Arrays.equals(there, content)));
    }

    @Override
    public PutOutcome putIfAbsent(String name, Path content) throws IOException {
        return putIfAbsent(name, AzurePayload.of(content), () -> compare(name, content));
    }

    private interface Comparison {
        Optional<Boolean> isEqual() throws IOException;
    }

    /** A refusal says that there is something; only its bytes tell whether a lost answer was ours. */
    private PutOutcome putIfAbsent(String name, AzurePayload payload, Comparison comparison) throws IOException {
        AzureAnswer answer = put(name, payload, Map.of("If-None-Match", "*"));
        if (answer.isDone()) {
            return PutOutcome.CREATED;
        }
        if (!answer.isRefusedByCondition()) {
            throw AzureFailures.describe(doing("write", name), answer);
        }
        return comparison
                .isEqual()
                .map(equal -> equal ? PutOutcome.EXISTS_EQUAL : PutOutcome.EXISTS_DIFFERENT)
                .orElseThrow(() -> new StorageException(
                        doing("write", name) + ": it was there, and then it was not; nothing was written", null));
    }

    private Optional<Boolean> compare(String name, Path content) throws IOException {
        Path copy = Files.createTempFile("weir", ".blob");
        try {
            return download(name, copy) ? Optional.of(Files.mismatch(content, copy) < 0) : Optional.empty();
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private AzureAnswer put(String name, AzurePayload payload, Map<String, String> conditions) throws IOException {
        Map<String, String> headers = new TreeMap<>(conditions);
        headers.put("x-ms-blob-type", "BlockBlob");
        headers.put("Content-MD5", payload.md5());
        return call("write", name, AzureRequest.of("PUT", blob(name)).sending(headers, payload.body(), payload.size()));
    }

    @Override
    public Optional<byte[]> get(String name) throws IOException {
        AzureAnswer answer = call("read", name, AzureRequest.of("GET", blob(name)));
        return found("read", name, answer) ? Optional.of(answer.body()) : Optional.empty();
    }

    @Override
    public boolean download(String name, Path target) throws IOException {
        try {
            return found("read", name, calls.download(AzureRequest.of("GET", blob(name)), target));
        } catch (IOException failed) {
            throw described("read", name, failed);
        }
    }

    private boolean found(String verb, String name, AzureAnswer answer) throws IOException {
        if (!answer.isDone() && !answer.isAbsent()) {
            throw AzureFailures.describe(doing(verb, name), answer);
        }
        return answer.isDone();
    }

    /** Azure lists a folder from its beginning only: what is before the name is read, and left out. */
    @Override
    public List<StoredObject> listFrom(String name) throws IOException {
        String from = blob(name);
        String folder = from.substring(0, from.lastIndexOf('/') + 1);
        List<StoredObject> objects = new ArrayList<>();
        String marker = "";
        do {
            AzureListing listing = list(Map.of("prefix", folder, "delimiter", "/"), marker, page);
            listing.blobs().stream()
                    .filter(blob -> blob.name().compareTo(from) >= 0)
                    .map(this::named)
                    .forEach(objects::add);
            marker = listing.marker();
        } while (!marker.isEmpty());
        objects.sort(Comparator.comparing(StoredObject::name));
        return objects;
    }

    @Override
    public ObjectPage listAll(String from, int limit) throws IOException {
        AzureListing listing = list(Map.of("prefix", prefix), from, Math.min(limit, page));
        List<StoredObject> objects = listing.blobs().stream()
                .map(this::named)
                .filter(object -> isName(object.name()))
                .toList();
        return new ObjectPage(objects, listing.marker());
    }

    @Override
    public boolean isEmpty(String folder) throws IOException {
        String within = blob(folder) + "/";
        String marker = "";
        do {
            AzureListing listing = list(Map.of("prefix", within), marker, page);
            if (!listing.blobs().isEmpty()) {
                return false;
            }
            marker = listing.marker();
        } while (!marker.isEmpty());
        return true;
    }

    private AzureListing list(Map<String, String> what, String marker, int limit) throws IOException {
        Map<String, String> query = new TreeMap<>(what);
        query.putAll(Map.of("restype", "container", "comp", "list", "maxresults", Integer.toString(limit)));
        if (!marker.isEmpty()) {
            query.put("marker", marker);
        }
        AzureAnswer answer = call("list", "", AzureRequest.of("GET", "").asking(query));
        if (!answer.isDone()) {
            throw AzureFailures.describe(doing("list", ""), answer);
        }
        return AzureListing.read(answer.body());
    }

    @Override
    public void replace(String name, byte[] content) throws IOException {
        AzureAnswer answer = put(name, AzurePayload.of(content), Map.of());
        if (!answer.isDone()) {
            throw AzureFailures.describe(doing("write", name), answer);
        }
    }

    @Override
    public void delete(String name) throws IOException {
        found("delete", name, call("delete", name, AzureRequest.of("DELETE", blob(name))));
    }

    private AzureAnswer call(String verb, String name, AzureRequest request) throws IOException {
        try {
            return calls.call(request);
        } catch (IOException failed) {
            throw described(verb, name, failed);
        }
    }

    private IOException described(String verb, String name, IOException failed) {
        return failed instanceof StorageException ? failed : AzureFailures.describe(doing(verb, name), failed);
    }

    private String doing(String verb, String name) {
        return "Cannot " + verb + " abfss://" + place.container() + "@" + place.account() + "/" + prefix + name;
    }

    private String blob(String name) {
        if (!isName(name) || prefix.length() + name.length() > LONGEST) {
            throw new IllegalArgumentException("'" + name + "' is no object below " + prefix);
        }
        return prefix + name;
    }

    private static boolean isName(String name) {
        return Arrays.stream(name.split("/", -1)).noneMatch(NO_PARTS::contains);
    }

    private StoredObject named(StoredObject blob) {
        return new StoredObject(blob.name().substring(prefix.length()), blob.size(), blob.modified());
    }
}
