package io.weir.ingest.warehouse;

import java.time.InstantSource;

/** Of a Delta table. */
class DeltaJoinsTest extends JoinsContract {

    @Override
    RememberingTarget target(InstantSource clock) {
        return new RememberingDelta(folder, clock);
    }
}
