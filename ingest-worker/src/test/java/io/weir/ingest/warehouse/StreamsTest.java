package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.StaleOwnerException;
import java.sql.SQLException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A warehouse remembers records beside its rows. */
class StreamsTest {

    private static final RememberingTarget.Maker IN_A_WAREHOUSE = (folder, clock) -> new RememberingWarehouse(folder);

    @Nested
    class Dedupe extends DedupeContract {

        Dedupe() {
            super(IN_A_WAREHOUSE);
        }
    }

    @Nested
    class Windows extends WindowsContract {

        Windows() {
            super(IN_A_WAREHOUSE);
        }
    }

    @Nested
    class Sessions extends SessionsContract {

        Sessions() {
            super(IN_A_WAREHOUSE);
        }
    }

    @Nested
    class Joins extends JoinsContract {

        Joins() {
            super(IN_A_WAREHOUSE);
        }
    }

    @Nested
    class Turns extends RememberedContract {

        Turns() {
            super(IN_A_WAREHOUSE);
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
