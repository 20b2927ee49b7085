package io.weir.metadata.importing;

import io.weir.delta.storage.FolderPage;
import io.weir.delta.storage.LocalObjects;
import io.weir.delta.storage.ObjectPage;
import io.weir.delta.storage.PutOutcome;
import io.weir.delta.storage.StoredFolders;
import io.weir.delta.storage.StoredObject;
import io.weir.metadata.storage.ObjectStores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads tables where they are and writes their mirrors to a folder of their own, so that a mirror holds nothing else. */
record MirrorElsewhere(Path mirrors) implements ObjectStores {

    Path mirrorOf(String location) {
        return mirrors.resolve(location.substring(1));
    }

    @Override
    public StoredFolders at(String location) {
        return new Objects(new LocalObjects(Path.of(location)), new LocalObjects(mirrorOf(location)));
    }

    private record Objects(StoredFolders source, StoredFolders mirror) implements StoredFolders {

        @Override
        public PutOutcome putIfAbsent(String name, byte[] content) throws IOException {
            return mirror.putIfAbsent(name, content);
        }

        @Override
        public PutOutcome putIfAbsent(String name, Path content) throws IOException {
            return mirror.putIfAbsent(name, content);
        }

        @Override
        public Optional<byte[]> get(String name) throws IOException {
            return source.get(name);
        }

        @Override
        public List<StoredObject> listFrom(String name) throws IOException {
            return source.listFrom(name);
        }

        @Override
        public ObjectPage listAll(String from, int limit) throws IOException {
            return source.listAll(from, limit);
        }

        @Override
        public FolderPage listFolder(String beginning, String from, int limit) throws IOException {
            return source.listFolder(beginning, from, limit);
        }

        @Override
        public void replace(String name, byte[] content) throws IOException {
            mirror.replace(name, content);
        }

        @Override
        public void delete(String name) throws IOException {
            mirror.delete(name);
        }
    }
}
