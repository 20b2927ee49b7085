package io.weir.ingest.warehouse;

import java.sql.SQLException;
import java.time.InstantSource;

/** Of a warehouse. */
class JoinsTest extends JoinsContract {

    @Override
    RememberingTarget target(InstantSource clock) throws SQLException {
        return new RememberingWarehouse(folder);
    }
}
