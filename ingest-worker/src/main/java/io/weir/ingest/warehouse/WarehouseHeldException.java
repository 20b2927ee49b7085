package io.weir.ingest.warehouse;

import java.nio.file.Path;
import java.sql.SQLException;

/** Another process has a database file open. DuckDB lets one alone write it, and nobody else read it meanwhile. */
public final class WarehouseHeldException extends SQLException {

    private static final long serialVersionUID = 1L;

    WarehouseHeldException(Path file, SQLException cause) {
        super(
                "database file " + file.getFileName()
                        + " is open in another process, and one alone can write a DuckDB file:"
                        + " that one runs the pipeline, and this worker stands by. Pipelines whose target is MotherDuck or a"
                        + " Delta table are shared by all workers",
                cause);
    }
}
