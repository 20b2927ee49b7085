package io.weir.delta.storage.azure;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A call before it is addressed and signed.
 *
 * @param blob name in the container; empty for the container itself
 * @param size bytes that are sent
 * @param version of Azure's service, as it is to understand the call
 */
record AzureRequest(
        String method,
        String blob,
        SortedMap<String, String> query,
        SortedMap<String, String> headers,
        BodyPublisher body,
        long size,
        String version) {

    /** The first that takes 5,000 MiB in one call. */
    private static final String VERSION = "2019-12-12";

    static AzureRequest of(String method, String blob) {
        return new AzureRequest(method, blob, new TreeMap<>(), new TreeMap<>(), BodyPublishers.noBody(), 0, VERSION);
    }

    AzureRequest asking(Map<String, String> parameters) {
        return new AzureRequest(method, blob, new TreeMap<>(parameters), headers, body, size, version);
    }

    AzureRequest sending(Map<String, String> told, BodyPublisher content, long bytes) {
        return new AzureRequest(method, blob, query, new TreeMap<>(told), content, bytes, version);
    }

    AzureRequest understoodBy(String newer) {
        return new AzureRequest(method, blob, query, headers, body, size, newer);
    }
}
