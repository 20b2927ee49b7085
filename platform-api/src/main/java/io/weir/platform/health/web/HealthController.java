package io.weir.platform.health.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.platform.health.DetailedHealth;
import io.weir.platform.health.DetailedHealthReport;
import io.weir.platform.health.HealthReport;
import io.weir.platform.health.PlatformHealth;
import io.weir.platform.health.PlatformVersion;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Platform")
class HealthController {

    private final HealthReport report;
    private final DetailedHealthReport details;
    private final PlatformVersion version;

    HealthController(
            HealthReport report,
            DetailedHealthReport details,
            @Value("${weir.build.version:development}") String version,
            @Value("${weir.build.time:#{null}}") String builtAt) {
        this.report = report;
        this.details = details;
        this.version = new PlatformVersion(version, builtAt);
    }

    @GetMapping("/api/v1/health")
    @Operation(
            operationId = "getHealth",
            summary = "Health of the platform and each service",
            description = "Answers 200 even when degraded: the gateway itself is well enough to answer.")
    @SecurityRequirements
    PlatformHealth health() {
        return report.now();
    }

    @GetMapping("/api/v1/health/detailed")
    @Operation(
            operationId = "getDetailedHealth",
            summary = "Figures of each service over the last five minutes, and what they mean",
            description =
                    "Database, pool of connections, performance and dependencies have a level each, for each service; a service and"
                            + " the whole are as well as their worst part. A caller whose grants count needs the scope ADMIN.")
    DetailedHealth details() {
        return details.now();
    }

    @GetMapping("/api/v1/version")
    @Operation(operationId = "getVersion", summary = "Version of the platform")
    @SecurityRequirements
    PlatformVersion version() {
        return version;
    }
}
