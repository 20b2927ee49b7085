package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

/** What the platform itself says of a run. */
final class OwnRun {

    private OwnRun() {}

    /** A run through the run routes with a snapshot in its midst. */
    static String lead(TestService service) {
        String runs = "/api/v1/jobs/load/runs";
        String run = service.post(runs, Map.of()).json().path("run_id").stringValue();
        Map<String, Object> snapshot = Map.of(
                "table_name",
                "t",
                "uri",
                "s3://lake/t",
                "format",
                "delta",
                "job_name",
                "load",
                "run_id",
                run,
                "version",
                1);
        assertThat(service.post("/api/v1/jobs/register-snapshot", snapshot).status())
                .isEqualTo(201);
        assertThat(service.put(runs + "/" + run + "/complete", Map.of("success", true))
                        .status())
                .isEqualTo(200);
        return run;
    }
}
