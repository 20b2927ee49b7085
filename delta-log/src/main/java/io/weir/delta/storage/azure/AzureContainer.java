package io.weir.delta.storage.azure;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

/**
 * A container, and how it is reached.
 *
 * @param endpoint of the account's Blob Storage, as {@code https://account.blob.core.windows.net}
 * @param timeout how long one attempt at a call may take, of three; bytes that go or come are given time besides
 */
public record AzureContainer(
        HttpClient http,
        URI endpoint,
        String account,
        String container,
        AzureCredentials credentials,
        Duration timeout) {}
