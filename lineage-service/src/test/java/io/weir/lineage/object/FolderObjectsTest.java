package io.weir.lineage.object;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class FolderObjectsTest extends ObjectsContract {

    @TempDir
    private static Path folder;

    private static Objects objects;

    @BeforeAll
    static void make() {
        objects = new FolderObjects(
                new ObjectSettings(folder, null, DataSize.ofBytes(MAXIMUM), new ObjectSettings.S3(null, null, false)));
    }

    @Override
    protected Objects objects() {
        return objects;
    }

    @Override
    protected List<String> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(".uploads"))) {
            return files.map(Path::toString).toList();
        }
    }
}
