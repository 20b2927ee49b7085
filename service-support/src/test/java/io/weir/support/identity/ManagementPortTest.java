package io.weir.support.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.support.probe.Asking;
import io.weir.support.probe.ProbeService;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where metrics have a port of their own, those who may reach it need no token: Prometheus has none. */
class ManagementPortTest {

    @Test
    void aPortOfItsOwnAsksNobodyAndTheServicesPortStillDoes(@TempDir Path dataDir) {
        try (ProbeService.Running probe = ProbeService.start(
                "--weir.identity.enabled=true", "--weir.data-dir=" + dataDir, "--management.server.port=0")) {
            int port = probe.context().getEnvironment().getRequiredProperty("local.management.port", Integer.class);
            assertThat(new Asking(port).get("/actuator/info").statusCode()).isEqualTo(200);
            assertThat(new Asking(port).get("/actuator/health").statusCode()).isEqualTo(200);
            Asking.problem(probe.asking().get("/crates"), 401, "unauthenticated");
            Asking.problem(probe.asking().get("/actuator/info"), 401, "unauthenticated");
        }
    }
}
