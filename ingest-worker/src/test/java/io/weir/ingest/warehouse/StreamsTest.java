package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.StaleOwnerException;
import java.sql.SQLException;
import java.time.InstantSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A warehouse remembers records beside its rows. */
class StreamsTest {

    @Nested
    class Dedupe extends DedupeContract {

        @Override
        RememberingTarget target(InstantSource clock) throws SQLException {
            return new RememberingWarehouse(folder);
        }
    }

    @Nested
    class Windows extends WindowsContract {

        @Override
        RememberingTarget target(InstantSource clock) throws SQLException {
            return new RememberingWarehouse(folder);
        }
    }

    @Nested
    class Sessions extends SessionsContract {

        @Override
        RememberingTarget target(InstantSource clock) throws SQLException {
            return new RememberingWarehouse(folder);
        }
    }

    @Nested
    class Joins extends JoinsContract {

        @Override
        RememberingTarget target(InstantSource clock) throws SQLException {
            return new RememberingWarehouse(folder);
        }
    }

    @Nested
    class Turns extends RememberedContract {

        @Override
        RememberingTarget target(InstantSource clock) throws SQLException {
            return new RememberingWarehouse(folder);
        }

        @Test
        void twoWhoKnowTheSameDoNotBothChangeIt() throws SQLException {
            by(first(60, false), Owner.of("orders"));
            write(order(1, 0, 1));
            DecodedBatch batch = decode(order(2, 1, 2));
            rows("update weir.stream_state set changes = changes + 1 returning 1");

            assertThatThrownBy(() -> sink().write(batch)).isInstanceOf(StaleOwnerException.class);

            assertThat(rows("select id from orders")).containsExactly("1");
        }
    }
}
