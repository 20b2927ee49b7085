package io.weir.delta.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/** Objects in memory, for tests. */
final class InMemoryObjects implements StoredFolders {

    private final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

    @Override
    public PutOutcome putIfAbsent(String name, byte[] content) {
        byte[] existing = objects.putIfAbsent(checked(name), content.clone());
        if (existing == null) {
            return PutOutcome.CREATED;
        }
        return Arrays.equals(existing, content) ? PutOutcome.EXISTS_EQUAL : PutOutcome.EXISTS_DIFFERENT;
    }

    @Override
    public PutOutcome putIfAbsent(String name, Path content) throws IOException {
        return putIfAbsent(name, Files.readAllBytes(content));
    }

    @Override
    public Optional<byte[]> get(String name) {
        return Optional.ofNullable(objects.get(checked(name))).map(byte[]::clone);
    }

    @Override
    public List<StoredObject> listFrom(String name) {
        String folder = name.substring(0, name.lastIndexOf('/') + 1);
        return objects.tailMap(checked(name)).entrySet().stream()
                .filter(entry ->
                        entry.getKey().startsWith(folder) && entry.getKey().indexOf('/', folder.length()) < 0)
                .map(entry -> new StoredObject(entry.getKey(), entry.getValue().length, Instant.EPOCH))
                .toList();
    }

    @Override
    public ObjectPage listAll(String from, int limit) {
        return ObjectPage.upTo(
                limit,
                objects.tailMap(from, false).entrySet().stream()
                        .limit(limit)
                        .map(entry -> new StoredObject(entry.getKey(), entry.getValue().length, Instant.EPOCH))
                        .toList());
    }

    @Override
    public FolderPage listFolder(String beginning, String from, int limit) {
        TreeSet<String> names = new TreeSet<>();
        objects.keySet().stream()
                .filter(name -> name.startsWith(beginning))
                .map(name -> name.substring(0, name.indexOf('/', beginning.length()) + 1)
                        + (name.indexOf('/', beginning.length()) < 0 ? name : ""))
                .filter(name -> name.compareTo(from) > 0)
                .forEach(names::add);
        List<String> page = names.stream().limit(limit).toList();
        return new FolderPage(
                page.stream().filter(name -> name.endsWith("/")).toList(),
                page.stream()
                        .filter(name -> !name.endsWith("/"))
                        .map(name -> new StoredObject(name, checkedLength(name), Instant.EPOCH))
                        .toList(),
                page.size() < limit ? "" : page.get(limit - 1));
    }

    private long checkedLength(String name) {
        return get(name).orElseThrow().length;
    }

    @Override
    public void replace(String name, byte[] content) {
        objects.put(checked(name), content.clone());
    }

    @Override
    public void delete(String name) {
        objects.remove(checked(name));
    }

    private static String checked(String name) {
        Path root = Path.of("/root");
        Path path = root.resolve(name).normalize();
        if (name.isEmpty() || !path.startsWith(root) || path.equals(root)) {
            throw new IllegalArgumentException(name);
        }
        return name;
    }
}
