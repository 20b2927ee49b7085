package io.weir.delta.storage.azure;

import io.weir.delta.storage.azure.AzureCredentials.AccountKey;
import io.weir.delta.storage.azure.AzureCredentials.SharedAccess;
import io.weir.delta.storage.rest.Encoding;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Addresses a call and says who makes it.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key">Shared Key</a>
 */
record AzureSigning(AzureContainer place, Clock clock) {

    private static final String ALGORITHM = "HmacSHA256";

    /** Of two digits for the day, as Azure wants it and RFC 1123 does not. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    /** What is signed of the headers that are not Azure's own, in this order; the length stands before them. */
    private static final List<String> SIGNED = List.of(
            "Content-MD5",
            "Content-Type",
            "Date",
            "If-Modified-Since",
            "If-Match",
            "If-None-Match",
            "If-Unmodified-Since",
            "Range");

    /** @param token of Entra ID; empty where something else says who calls */
    HttpRequest.Builder sign(AzureRequest request, String token) {
        SortedMap<String, String> headers = new TreeMap<>(request.headers());
        headers.put("x-ms-date", DATE.format(ZonedDateTime.now(clock.withZone(ZoneOffset.UTC))));
        headers.put("x-ms-version", request.version());
        String query = Encoding.query(request.query());
        String path = place.endpoint() + "/" + place.container()
                + (request.blob().isEmpty() ? "" : "/" + encodedPath(request.blob()));
        if (place.credentials() instanceof SharedAccess shared) {
            query += (query.isEmpty() ? "" : "&") + shared.token().get().replaceFirst("^\\?", "");
        } else if (place.credentials() instanceof AccountKey key) {
            headers.put(
                    "Authorization",
                    "SharedKey " + place.account() + ":"
                            + signature(key.base64().get(), text(request, headers, URI.create(path))));
        }
        if (!token.isEmpty()) {
            headers.put("Authorization", "Bearer " + token);
        }
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(query.isEmpty() ? path : path + "?" + query))
                .method(request.method(), request.body());
        headers.forEach(builder::setHeader);
        return builder;
    }

    private String text(AzureRequest request, SortedMap<String, String> headers, URI address) {
        StringBuilder text = new StringBuilder(request.method()).append("\n\n\n");
        text.append(request.size() == 0 ? "" : Long.toString(request.size())).append('\n');
        SIGNED.forEach(name -> text.append(headers.getOrDefault(name, "")).append('\n'));
        headers.forEach((name, value) -> {
            if (name.startsWith("x-ms-")) {
                text.append(name).append(':').append(value).append('\n');
            }
        });
        text.append('/').append(place.account()).append(address.getRawPath());
        request.query().forEach((name, value) -> text.append('\n')
                .append(name.toLowerCase(Locale.ROOT))
                .append(':')
                .append(value));
        return text.toString();
    }

    private static String signature(String key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static String encodedPath(String blob) {
        return Arrays.stream(blob.split("/", -1)).map(Encoding::encoded).collect(Collectors.joining("/"));
    }
}
