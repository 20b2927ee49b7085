package io.weir.metadata.commit;

/**
 * A domain's configuration that a version sets or removes.
 *
 * @param action the domainMetadata action's body, as JSON
 */
public record WrittenDomain(String domain, boolean removed, String action) {}
