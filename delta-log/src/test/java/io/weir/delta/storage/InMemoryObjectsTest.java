package io.weir.delta.storage;

class InMemoryObjectsTest extends StoredObjectsContract {

    @Override
    StoredObjects empty() {
        return new InMemoryObjects();
    }
}
