package io.weir.delta.storage;

class InMemoryObjectsTest extends StoredObjectsContract {

    @Override
    protected StoredObjects empty() {
        return new InMemoryObjects();
    }
}
