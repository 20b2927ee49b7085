package io.weir.ingest.warehouse;

import java.time.InstantSource;
import org.junit.jupiter.api.Nested;

/** A Delta table has another one beside it for what is remembered. */
class DeltaStreamsTest {

    @Nested
    class Dedupe extends DedupeContract {

        @Override
        RememberingTarget target(InstantSource clock) {
            return new RememberingDelta(folder, clock);
        }
    }

    @Nested
    class Windows extends WindowsContract {

        @Override
        RememberingTarget target(InstantSource clock) {
            return new RememberingDelta(folder, clock);
        }
    }

    @Nested
    class Sessions extends SessionsContract {

        @Override
        RememberingTarget target(InstantSource clock) {
            return new RememberingDelta(folder, clock);
        }
    }

    @Nested
    class Joins extends JoinsContract {

        @Override
        RememberingTarget target(InstantSource clock) {
            return new RememberingDelta(folder, clock);
        }
    }
}
