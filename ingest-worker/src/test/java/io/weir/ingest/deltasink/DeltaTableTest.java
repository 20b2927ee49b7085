package io.weir.ingest.deltasink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeltaTableTest {

    private static DeltaTable at(String location) {
        return new DeltaTable("orders", location, 0, 0, 0, Map.of(), Map.of(), Map.of(), Map.of());
    }

    @Test
    void aFolderIsAPathOrAUri() {
        assertThat(at("/lake/orders").folder()).isEqualTo(Path.of("/lake/orders"));
        assertThat(at("file:///lake/orders").folder()).isEqualTo(Path.of("/lake/orders"));
    }

    /** Else its files would lie in a folder of that name on this machine, and no reader would find them. */
    @Test
    void aBucketIsNoFolder() {
        assertThatThrownBy(() -> at("s3://lake/orders").folder())
                .isInstanceOf(DeltaException.class)
                .hasMessageContaining("s3://lake/orders");
    }
}
