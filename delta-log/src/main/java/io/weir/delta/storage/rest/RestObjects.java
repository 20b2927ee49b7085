package io.weir.delta.storage.rest;

import io.weir.delta.storage.Deletions;
import io.weir.delta.storage.FolderPage;
import io.weir.delta.storage.ObjectPage;
import io.weir.delta.storage.PutOutcome;
import io.weir.delta.storage.StorageException;
import io.weir.delta.storage.StoreRefusedException;
import io.weir.delta.storage.StoredFolders;
import io.weir.delta.storage.StoredObject;
import io.weir.delta.storage.rest.RestListing.Wanted;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Objects below a prefix of a store that knows the condition that nothing is there, and decides it at once with the write. An
 * object is put with one call, and so it is there whole or not at all. What a call looks like is for each store to say.
 */
public abstract class RestObjects implements StoredFolders {

    private static final List<String> NO_PARTS = List.of("", ".", "..");

    private final String prefix;
    private final int page;

    /**
     * @param prefix of all objects' names; empty, or with a slash at its end
     * @param page objects that a page of a listing holds at most
     */
    protected RestObjects(String prefix, int page) {
        this.prefix = prefix;
        this.page = page;
    }

    /** The store, in a sentence. */
    protected abstract String store();

    /** The root of all names, as people write it, with a slash at its end. */
    protected abstract String root();

    /** Whether the store takes a name. */
    protected abstract boolean takes(String object);

    protected abstract RestAnswer putObject(String object, Payload payload, boolean onlyIfAbsent) throws IOException;

    protected abstract RestAnswer getObject(String object) throws IOException;

    /**
     * Writes an object to a file.
     *
     * @param version that is wanted, and no other; empty for any
     */
    protected abstract RestAnswer downloadObject(String object, String version, Path target) throws IOException;

    protected abstract RestAnswer deleteObject(String object) throws IOException;

    protected abstract RestAnswer listObjects(Wanted wanted) throws IOException;

    protected abstract RestListing read(byte[] listing) throws IOException;

    /** Whether there is no such object, where there is what would hold it. */
    protected abstract boolean isAbsent(RestAnswer answer);

    /** Whether a write was refused because something is there. */
    protected abstract boolean isRefusedByCondition(RestAnswer answer);

    /** What an answer means to whoever runs the store; nothing of what it said but codes. */
    protected abstract String meaning(RestAnswer answer);

    private interface Call {
        RestAnswer make() throws IOException;
    }

    private interface Comparison {
        Optional<Boolean> isEqual() throws IOException;
    }

    @Override
    public final PutOutcome putIfAbsent(String name, byte[] content) throws IOException {
        return putIfAbsent(name, Payload.of(content), () -> get(name).map(there -> Arrays.equals(there, content)));
    }

    @Override
    public final PutOutcome putIfAbsent(String name, Path content) throws IOException {
        return putIfAbsent(name, Payload.of(content), () -> compare(name, content));
    }

    /** A refusal says that there is something; only its bytes tell whether a lost answer was ours. */
    private PutOutcome putIfAbsent(String name, Payload payload, Comparison comparison) throws IOException {
        RestAnswer answer = call("write", name, () -> putObject(object(name), payload, true));
        if (answer.isDone()) {
            return PutOutcome.CREATED;
        }
        if (!isRefusedByCondition(answer)) {
            throw refusal("write", name, answer);
        }
        return comparison
                .isEqual()
                .map(equal -> equal ? PutOutcome.EXISTS_EQUAL : PutOutcome.EXISTS_DIFFERENT)
                .orElseThrow(() -> new StorageException(
                        doing("write", name) + ": it was there, and then it was not; nothing was written", null));
    }

    private Optional<Boolean> compare(String name, Path content) throws IOException {
        Path copy = Files.createTempFile("weir", ".object");
        try {
            return download(name, copy) ? Optional.of(Files.mismatch(content, copy) < 0) : Optional.empty();
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    @Override
    public final Optional<byte[]> get(String name) throws IOException {
        RestAnswer answer = call("read", name, () -> getObject(object(name)));
        return found("read", name, answer) ? Optional.of(answer.body()) : Optional.empty();
    }

    @Override
    public final boolean download(String name, Path target) throws IOException {
        return found("read", name, call("read", name, () -> downloadObject(object(name), "", target)));
    }

    @Override
    public final boolean download(StoredObject listed, Path target) throws IOException {
        String name = listed.name();
        RestAnswer answer = call("read", name, () -> downloadObject(object(name), listed.version(), target));
        return !answer.isOfAnother() && found("read", name, answer);
    }

    private boolean found(String verb, String name, RestAnswer answer) throws IOException {
        if (!answer.isDone() && !isAbsent(answer)) {
            throw refusal(verb, name, answer);
        }
        return answer.isDone();
    }

    @Override
    public final List<StoredObject> listFrom(String name) throws IOException {
        String from = object(name);
        List<StoredObject> objects = new ArrayList<>();
        String marker = "";
        do {
            RestListing listing = list(new Wanted(folder(from), from, false, marker, page));
            listing.objects().stream()
                    .filter(object -> object.name().compareTo(from) >= 0)
                    .map(this::named)
                    .filter(object -> isName(object.name()))
                    .forEach(objects::add);
            marker = listing.marker();
        } while (!marker.isEmpty());
        objects.sort(Comparator.comparing(StoredObject::name));
        return objects;
    }

    private static String folder(String object) {
        return object.substring(0, object.lastIndexOf('/') + 1);
    }

    @Override
    public final ObjectPage listAll(String from, int limit) throws IOException {
        RestListing listing = list(new Wanted(prefix, "", true, from, Math.min(limit, page)));
        return new ObjectPage(named(listing), listing.marker());
    }

    @Override
    public final FolderPage listFolder(String beginning, String from, int limit) throws IOException {
        RestListing listing = list(new Wanted(prefix + beginning, "", false, from, Math.min(limit, page)));
        List<String> folders = listing.folders().stream()
                .filter(folder -> folder.length() > prefix.length() + beginning.length())
                .map(folder -> folder.substring(prefix.length()))
                .filter(folder -> isName(folder.substring(0, folder.length() - 1)))
                .toList();
        return new FolderPage(folders, named(listing), listing.marker());
    }

    @Override
    public final boolean isEmpty(String folder) throws IOException {
        String within = object(folder) + "/";
        String marker = "";
        do {
            RestListing listing = list(new Wanted(within, "", true, marker, page));
            if (listing.objects().stream().map(this::named).anyMatch(object -> isName(object.name()))) {
                return false;
            }
            marker = listing.marker();
        } while (!marker.isEmpty());
        return true;
    }

    private RestListing list(Wanted wanted) throws IOException {
        RestAnswer answer = call("list", "", () -> listObjects(wanted));
        if (!answer.isDone()) {
            throw refusal("list", "", answer);
        }
        try {
            return read(answer.body());
        } catch (IOException malformed) {
            throw new StorageException(doing("list", "") + ": " + malformed.getMessage(), malformed);
        }
    }

    @Override
    public final void replace(String name, byte[] content) throws IOException {
        RestAnswer answer = call("write", name, () -> putObject(object(name), Payload.of(content), false));
        if (!answer.isDone()) {
            throw refusal("write", name, answer);
        }
    }

    @Override
    public final void delete(String name) throws IOException {
        found("delete", name, call("delete", name, () -> deleteObject(object(name))));
    }

    @Override
    public final Deletions deleteAllListed(List<String> names) {
        return new DeletionsAtOnce(this::delete).of(names);
    }

    private RestAnswer call(String verb, String name, Call call) throws IOException {
        try {
            return call.make();
        } catch (StorageException described) {
            throw described;
        } catch (IOException failed) {
            throw new StorageException(doing(verb, name) + ": " + meaning(failed), failed);
        }
    }

    private StorageException refusal(String verb, String name, RestAnswer answer) {
        String message = doing(verb, name) + ": " + meaning(answer);
        return answer.isRefused() ? new StoreRefusedException(message, null) : new StorageException(message, null);
    }

    private String meaning(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof HttpTimeoutException) {
            return store() + " did not answer in time; whether it was done will be seen";
        }
        // As java.net has it.
        return message.contains("bytes received")
                ? "the answer broke off, bytes are missing at its end (" + message + ")"
                : failure.getClass().getSimpleName() + ": " + message;
    }

    private String doing(String verb, String name) {
        return "Cannot " + verb + " " + root() + prefix + name;
    }

    private String object(String name) {
        if (!isName(name) || !takes(prefix + name)) {
            throw new IllegalArgumentException("'" + name + "' is no object below " + prefix);
        }
        return prefix + name;
    }

    private static boolean isName(String name) {
        return Arrays.stream(name.split("/", -1)).noneMatch(NO_PARTS::contains);
    }

    private List<StoredObject> named(RestListing listing) {
        return listing.objects().stream()
                .map(this::named)
                .filter(object -> isName(object.name()))
                .toList();
    }

    private StoredObject named(StoredObject object) {
        return new StoredObject(
                object.name().substring(prefix.length()), object.size(), object.modified(), object.version());
    }
}
