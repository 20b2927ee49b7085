package io.weir.metadata;

import io.weir.support.secret.SecretReference;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this service is set up.
 *
 * @param dataDir tables without a location of their own lie at {@code <dataDir>/tables/<name>}
 * @param metadata the settings that only this service has
 */
@ConfigurationProperties("weir")
public record MetadataSettings(
        @DefaultValue(".weir") Path dataDir, @DefaultValue Metadata metadata) {

    /** The folder that holds every table without a location of its own; absolute. */
    public Path tablesFolder() {
        return dataDir.resolve("tables").toAbsolutePath().normalize();
    }

    /**
     * Settings of tables and commits.
     *
     * @param allowedRoots what tables may lie below, besides the default folder: folders, and places such as
     *     `s3://bucket/prefix`, `gs://bucket/prefix` and `abfss://container@account.dfs.core.windows.net/prefix`; none unless it is named here
     * @param dropRetention how long a dropped table can be taken back
     * @param mirror how the mirror works
     * @param importing how tables are taken over
     * @param s3 how S3 is reached; credentials are found as AWS's own programs find them
     * @param azure how Azure's storage is reached
     * @param google how Google Cloud Storage is reached
     */
    public record Metadata(
            @DefaultValue List<String> allowedRoots,
            @DefaultValue("7d") Duration dropRetention,
            @DefaultValue Mirror mirror,
            @DefaultValue Importing importing,
            @DefaultValue S3 s3,
            @DefaultValue Azure azure,
            @DefaultValue Google google) {}

    /**
     * How Google Cloud Storage is reached.
     *
     * @param endpoint of a server that speaks as its JSON API does, which is told who calls only if there is a key; Google's own
     *     where absent
     * @param key where a service account's key, a JSON, is kept: `env:NAME` or `file:/PATH`; where absent, the file that
     *     `GOOGLE_APPLICATION_CREDENTIALS` names, or the identity of the machine or pod
     * @param timeout how long one attempt at a call may take, of three; large files may take longer
     */
    public record Google(
            @Nullable URI endpoint,
            @Nullable SecretReference key,
            @DefaultValue("1m") Duration timeout) {}

    /**
     * How Azure's storage is reached. An account that has several of them is reached with its signature, else with its key.
     *
     * @param endpoint of a server that speaks as Blob Storage does, as Azurite, for all accounts; Azure's own where absent
     * @param accountKeys by account, where its key is kept: `env:NAME` or `file:/PATH`
     * @param sharedAccess by account, where a shared access signature is kept, which may read, create, write, delete and list:
     *     `env:NAME` or `file:/PATH`
     * @param identityAccounts accounts that are reached with an identity of Entra ID: that of the application below, else the
     *     workload identity of the pod, else the managed identity of the machine
     * @param application what it is
     * @param authority where Entra ID gives tokens; where absent, where the pod is told, or in Azure's public cloud
     * @param timeout how long one attempt at a call may take, of three; large files may take longer
     */
    public record Azure(
            @Nullable URI endpoint,
            @DefaultValue Map<String, SecretReference> accountKeys,
            @DefaultValue Map<String, SecretReference> sharedAccess,
            @DefaultValue Set<String> identityAccounts,
            @DefaultValue AzureApplication application,
            @Nullable URI authority,
            @DefaultValue("1m") Duration timeout) {}

    /**
     * An application that Entra ID knows.
     *
     * @param tenant its directory's id; with a client and a secret, or not at all
     * @param clientId its own id; without a secret, that of one of the machine's identities
     * @param clientSecret where its secret is kept: `env:NAME` or `file:/PATH`
     */
    public record AzureApplication(
            @Nullable String tenant,
            @Nullable String clientId,
            @Nullable SecretReference clientSecret) {}

    /**
     * How S3 is reached.
     *
     * @param endpoint of a server that speaks as S3 does, as MinIO; Amazon's own where absent
     * @param region where the buckets are; found as AWS's own programs find it where absent
     * @param pathStyle whether the bucket is part of the path, not of the host's name
     * @param timeout how long one attempt at a call may take, of three; files that are read may take longer while they come
     */
    public record S3(
            @Nullable URI endpoint,
            @Nullable String region,
            @DefaultValue("false") boolean pathStyle,
            @DefaultValue("1m") Duration timeout) {}

    /**
     * Settings of imports.
     *
     * @param batchVersions versions that one transaction takes at most; a process that ends loses no more than one batch
     */
    public record Importing(@DefaultValue("2000") int batchVersions) {}

    /**
     * Settings of the mirror.
     *
     * @param workers threads that publish, each with one connection while it works; 0 publishes and imports nothing here
     * @param pollInterval how soon commits of other replicas are seen; own commits are seen at once
     * @param checkpointInterval versions between checkpoints, where the table does not say otherwise
     * @param segmentFiles files that lie together in a checkpoint, and are taken over together by the next one
     * @param firstRetry the wait after the first failure; it doubles with each further one
     * @param longestRetry the longest wait between two attempts
     */
    public record Mirror(
            @DefaultValue("2") int workers,
            @DefaultValue("1s") Duration pollInterval,
            @DefaultValue("10") int checkpointInterval,
            @DefaultValue("32768") int segmentFiles,
            @DefaultValue("200ms") Duration firstRetry,
            @DefaultValue("30s") Duration longestRetry) {}
}
