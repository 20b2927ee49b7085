package io.weir.delta.storage;

class InMemoryObjectsTest extends StoredObjectsContract {

    @Override
    protected StoredFolders empty() {
        return new InMemoryObjects();
    }
}
