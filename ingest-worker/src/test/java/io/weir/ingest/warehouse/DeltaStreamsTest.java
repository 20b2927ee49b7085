package io.weir.ingest.warehouse;

import org.junit.jupiter.api.Nested;

/** A Delta table has another one beside it for what is remembered. */
class DeltaStreamsTest {

    @Nested
    class Dedupe extends DedupeContract {

        Dedupe() {
            super(RememberingDelta::new);
        }
    }

    @Nested
    class Windows extends WindowsContract {

        Windows() {
            super(RememberingDelta::new);
        }
    }

    @Nested
    class Sessions extends SessionsContract {

        Sessions() {
            super(RememberingDelta::new);
        }
    }

    @Nested
    class Joins extends JoinsContract {

        Joins() {
            super(RememberingDelta::new);
        }
    }
}
