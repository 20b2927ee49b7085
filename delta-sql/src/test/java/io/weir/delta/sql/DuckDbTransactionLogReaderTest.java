package io.weir.delta.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DuckDbTransactionLogReaderTest extends FileReaderContract {

    DuckDbTransactionLogReaderTest() {
        super(Engine.DUCKDB);
    }

    /** Another program, which has the file of its argument until its standard input ends. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws SQLException, IOException {
            try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + arguments[0])) {
                System.out.println("held: " + connection.isValid(1));
                while (System.in.read() >= 0) {
                    // Nobody says anything.
                }
            }
        }
    }

    @Test
    void anotherProgramIsWaitedForAsLongAsTheAddressSays() throws Exception {
        DeltaSqlAddress address = address("waits", "");
        write(address, whole(1, List.of()), false);
        Process holder = holder(((FileAddress) address).file().toString());
        ExecutorService writers = Executors.newSingleThreadExecutor();
        try {
            long begin = System.nanoTime();
            assertThatThrownBy(() -> write(address("waits", "connect_timeout=1"), whole(2, List.of()), true))
                    .isInstanceOf(TransactionLogException.class)
                    .hasMessageContaining("another program is at work in it");
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
            assertThatThrownBy(() -> read(address("waits", "connect_timeout=1")))
                    .hasMessageContaining("another program is at work in it");

            Future<?> patient = writers.submit(() -> {
                write(address("waits", "connect_timeout=60"), whole(3, List.of()), true);
                return null;
            });
            holder.getOutputStream().close();
            patient.get(1, TimeUnit.MINUTES);
        } finally {
            writers.shutdownNow();
            holder.destroyForcibly();
        }
        assertThat(read(address).content().state().version()).isEqualTo(3);
    }

    private static Process holder(String file) throws IOException {
        Process holder = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        file)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(holder.inputReader().readLine()).isEqualTo("held: true");
        return holder;
    }
}
