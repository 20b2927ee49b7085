package io.weir.metadata.storage;

import io.weir.delta.storage.Deletions;
import io.weir.delta.storage.FolderPage;
import io.weir.delta.storage.NewObject;
import io.weir.delta.storage.ObjectPage;
import io.weir.delta.storage.PutOutcome;
import io.weir.delta.storage.Puts;
import io.weir.delta.storage.StoredFolders;
import io.weir.delta.storage.StoredObject;
import io.weir.support.tracing.Spans;
import io.weir.support.tracing.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Objects whose calls leave spans, where they are made for a request that is traced. What is called is not told: names of files
 * hold values of partitions.
 *
 * @param system the kind of store, such as {@code s3}
 */
record TracedObjects(StoredFolders objects, String system, Spans spans) implements StoredFolders {

    @Override
    public PutOutcome putIfAbsent(String name, byte[] content) throws IOException {
        return spans.around(step("put"), () -> objects.putIfAbsent(name, content));
    }

    @Override
    public PutOutcome putIfAbsent(String name, Path content) throws IOException {
        return spans.around(step("put"), () -> objects.putIfAbsent(name, content));
    }

    @Override
    public Puts putAllIfAbsent(List<NewObject> all) {
        return spans.around(step("put"), () -> objects.putAllIfAbsent(all), Puts::failure);
    }

    @Override
    public Optional<byte[]> get(String name) throws IOException {
        return spans.around(step("get"), () -> objects.get(name));
    }

    @Override
    public boolean download(String name, Path target) throws IOException {
        return spans.around(step("get"), () -> objects.download(name, target));
    }

    @Override
    public List<StoredObject> listFrom(String name) throws IOException {
        return spans.around(step("list"), () -> objects.listFrom(name));
    }

    @Override
    public List<StoredObject> listBeginning(String beginning) throws IOException {
        return spans.around(step("list"), () -> objects.listBeginning(beginning));
    }

    @Override
    public ObjectPage listAll(String from, int limit) throws IOException {
        return spans.around(step("list"), () -> objects.listAll(from, limit));
    }

    @Override
    public FolderPage listFolder(String beginning, String from, int limit) throws IOException {
        return spans.around(step("list"), () -> objects.listFolder(beginning, from, limit));
    }

    @Override
    public void replace(String name, byte[] content) throws IOException {
        spans.around(step("put"), () -> {
            objects.replace(name, content);
            return true;
        });
    }

    @Override
    public void delete(String name) throws IOException {
        spans.around(step("delete"), () -> {
            objects.delete(name);
            return true;
        });
    }

    @Override
    public void deleteListed(String name) throws IOException {
        spans.around(step("delete"), () -> {
            objects.deleteListed(name);
            return true;
        });
    }

    @Override
    public Deletions deleteAllListed(List<String> names) {
        return spans.around(step("delete"), () -> objects.deleteAllListed(names), Deletions::failure);
    }

    @Override
    public boolean isEmpty(String folder) throws IOException {
        return spans.around(step("list"), () -> objects.isEmpty(folder));
    }

    private Step step(String operation) {
        return Step.call("store " + operation, Map.of("weir.store", system));
    }
}
