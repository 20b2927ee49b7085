package io.weir.support.azure;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the workers do at Azure as themselves.
 *
 * @param identityNamespaces Event Hubs namespaces that whoever may make stores may have the workers read with their own
 *     identity (a managed or workload identity, a service principal, {@code az login}), without a connection string: hosts
 *     such as {@code sales.servicebus.windows.net}, or {@code *.servicebus.windows.net} for all that it can read
 */
@ConfigurationProperties("weir.azure")
record AzureSettings(@DefaultValue List<String> identityNamespaces) {}
