package io.weir.ingest.source.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeatTest {

    @TempDir
    Path root;

    /** A worker that lives until it is killed. */
    static final class Neighbour {

        private Neighbour() {}

        public static void main(String[] root) throws IOException {
            Seat seat = Seat.take(Path.of(root[0]));
            System.out.println(seat.name().id());
            System.in.read();
        }
    }

    @Test
    void whoWasKilledComesBackUnderItsNameAndNobodyElseDoes() throws Exception {
        Process neighbour = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Neighbour.class.getName(),
                        root.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = neighbour.inputReader()) {
            String its = said.readLine();
            WorkerName ours;
            try (Seat beside = Seat.take(root);
                    Seat third = Seat.take(root)) {
                ours = beside.name();
                assertThat(its).isNotIn(ours.id().toString(), third.name().id().toString());
                assertThat(third.name()).isNotEqualTo(ours);
            }
            neighbour.destroyForcibly().waitFor();

            try (Seat back = Seat.take(root);
                    Seat beside = Seat.take(root)) {
                assertThat(back.name().id()).hasToString(its);
                assertThat(beside.name()).isEqualTo(ours);
            }
        } finally {
            neighbour.destroyForcibly();
        }
    }

    @Test
    void aNameThatAKillLeftHalfWrittenIsNobodys() throws IOException {
        Files.writeString(root.resolve("0"), "0e6d8a2c-77");
        WorkerName name;
        try (Seat seat = Seat.take(root)) {
            name = seat.name();
        }
        try (Seat seat = Seat.take(root)) {
            assertThat(seat.name()).isEqualTo(name);
        }
    }
}
