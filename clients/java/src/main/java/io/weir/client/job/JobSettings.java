package io.weir.client.job;

import io.weir.client.call.ClientSettings;
import io.weir.client.call.SchemaName;
import io.weir.client.call.Variables;
import java.util.Locale;
import java.util.Set;

/**
 * How a job tells of itself.
 *
 * @param client where and how to call
 * @param artifactBucket where logs are shipped to
 * @param shipLogs whether the attached log is shipped when a run ends
 * @param schema what names of tables are in that say less
 */
public record JobSettings(ClientSettings client, String artifactBucket, boolean shipLogs, SchemaName schema) {

    private static final Set<String> YES = Set.of("1", "true", "yes", "on");

    /** With names of tables in the schema that there always is. */
    public JobSettings(ClientSettings client, String artifactBucket, boolean shipLogs) {
        this(client, artifactBucket, shipLogs, SchemaName.DEFAULT);
    }

    /** Reads {@code WEIR_…} and {@code DATLAKE_…} variables; the former win, and an empty one is none. */
    public static JobSettings fromEnvironment() {
        return from(new Variables(System.getenv()));
    }

    static JobSettings from(Variables environment) {
        return new JobSettings(
                ClientSettings.from(environment),
                environment
                        .first("WEIR_ARTIFACT_BUCKET", "DATLAKE_ARTIFACT_BUCKET")
                        .orElse("artifacts"),
                environment
                        .first("WEIR_LOG_SHIP", "DATLAKE_LOG_SHIP")
                        .filter(said -> YES.contains(said.toLowerCase(Locale.ROOT)))
                        .isPresent(),
                SchemaName.of(environment));
    }
}
