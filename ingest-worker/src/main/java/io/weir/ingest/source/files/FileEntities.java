package io.weir.ingest.source.files;

import io.weir.delta.storage.FolderPage;
import io.weir.delta.storage.StoredFolders;
import io.weir.delta.storage.StoredObject;
import io.weir.ingest.source.SourceEntities;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.store.Entity;
import io.weir.ingest.store.EntityKind;
import io.weir.ingest.store.EntityPage;
import io.weir.ingest.store.StoreAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Folders and files, of the worker's own or of a store of objects. What is hidden from pipelines is hidden here. */
@Component
final class FileEntities implements SourceEntities {

    /** Somebody waits: four of these, which S3's client makes, are over before the control plane gives a worker up, which takes 25 seconds. */
    private static final Duration ATTEMPT = Duration.ofSeconds(5);

    private final FilePlaces places;
    private final Duration attempt;

    @Autowired
    FileEntities(FilePlaces places) {
        this(places, ATTEMPT);
    }

    /** @param attempt how long one attempt at a call to a store may take, of four at most */
    FileEntities(FilePlaces places, Duration attempt) {
        this.places = places;
        this.attempt = attempt;
    }

    @Override
    public String kind() {
        return StoreAddress.FILES;
    }

    /** One call to the store. */
    @Override
    public EntityPage list(SourceRequest folder, String prefix, String from, int limit) {
        String base = folder.topic().isEmpty() ? "" : folder.topic() + "/";
        return looking(folder, folders -> {
            FolderPage page = folders.listFolder(base + prefix, from, limit);
            return new EntityPage(entities(page), page.next());
        });
    }

    /** Two calls to the store at most. */
    @Override
    public Optional<Entity> find(SourceRequest named) {
        return looking(named, folders -> {
            // Nothing that begins so is before what is called so.
            Optional<Entity> file = entities(folders.listFolder(named.topic(), "", 1)).stream()
                    .filter(found -> found.path().equals(named.topic()) && found.kind() == EntityKind.FILE)
                    .findFirst();
            return file.isPresent() || isEmpty(folders.listFolder(named.topic() + "/", "", 1))
                    ? file
                    : Optional.of(new Entity(named.topic(), EntityKind.FOLDER));
        });
    }

    private static boolean isEmpty(FolderPage page) {
        return page.folders().isEmpty() && page.objects().isEmpty();
    }

    @Override
    public void append(SourceRequest named, List<byte[]> records) {
        throw new SourceException("files of store " + named.broker().name() + " are read, and not written");
    }

    private interface Look<T> {
        T at(StoredFolders folders) throws IOException;
    }

    private <T> T looking(SourceRequest request, Look<T> look) {
        try (FilePlaces.Root root = places.root(request, attempt)) {
            return look.at(root.folders());
        } catch (IOException failed) {
            throw new SourceException(
                    request.brokers() + "/" + request.topic() + " cannot be listed: " + failed.getMessage(),
                    false,
                    failed);
        }
    }

    private static List<Entity> entities(FolderPage page) {
        Stream<Entity> folders = page.folders().stream()
                .map(folder -> new Entity(folder.substring(0, folder.length() - 1), EntityKind.FOLDER));
        return Stream.concat(folders, page.objects().stream().map(FileEntities::file))
                .filter(entity -> FilePlace.isVisible(entity.path()))
                .toList();
    }

    private static Entity file(StoredObject object) {
        return new Entity(object.name(), EntityKind.FILE, object.size(), object.modified());
    }
}
