package io.weir.ingest.deltasink;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class MemoryDeltaTablesTest extends DeltaTablesContract {

    @TempDir
    Path folder;

    private MemoryDeltaTables tables;

    @BeforeEach
    void open() {
        tables = new MemoryDeltaTables(folder);
    }

    @Override
    protected DeltaTables tables() {
        return tables;
    }
}
