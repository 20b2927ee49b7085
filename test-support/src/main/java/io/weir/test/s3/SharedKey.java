package io.weir.test.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of an account of Azure's, and which calls it has signed, as told by what arrived.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key">Shared Key</a>
 */
final class SharedKey {

    private static final String SCHEME = "SharedKey ";
    private static final String HMAC = "HmacSHA256";
    private static final String LENGTH = "Content-Length";
    private static final List<String> SIGNED = List.of(
            "Content-Encoding",
            "Content-Language",
            LENGTH,
            "Content-MD5",
            "Content-Type",
            "Date",
            "If-Modified-Since",
            "If-Match",
            "If-None-Match",
            "If-Unmodified-Since",
            "Range");

    private final String base64;

    SharedKey(String base64) {
        this.base64 = base64;
    }

    boolean hasSigned(HttpExchange call, Map<String, String> query) {
        String shown = call.getRequestHeaders().getFirst("Authorization");
        if (shown == null || !shown.startsWith(SCHEME)) {
            return false;
        }
        String account = shown.substring(SCHEME.length(), shown.indexOf(':'));
        return shown.equals(SCHEME + account + ":" + signature(text(account, call, query)));
    }

    private static String text(String account, HttpExchange call, Map<String, String> query) {
        Map<String, String> own = new TreeMap<>();
        call.getRequestHeaders().forEach((name, values) -> {
            if (name.toLowerCase(Locale.ROOT).startsWith("x-ms-")) {
                own.put(name.toLowerCase(Locale.ROOT), values.get(0));
            }
        });
        return call.getRequestMethod() + "\n"
                + SIGNED.stream().map(name -> header(call, name) + "\n").collect(Collectors.joining())
                + lines(own, "", "\n")
                + "/" + account + call.getRequestURI().getRawPath()
                + lines(lowerCased(query), "\n", "");
    }

    private static Map<String, String> lowerCased(Map<String, String> query) {
        Map<String, String> signed = new TreeMap<>();
        query.forEach((name, value) -> signed.put(name.toLowerCase(Locale.ROOT), value));
        return signed;
    }

    /** A length of nothing is not signed. */
    private static String header(HttpExchange call, String name) {
        String value = call.getRequestHeaders().getFirst(name);
        return value == null || (name.equals(LENGTH) && value.equals("0")) ? "" : value;
    }

    private static String lines(Map<String, String> values, String before, String after) {
        return values.entrySet().stream()
                .map(value -> before + value.getKey() + ":" + value.getValue() + after)
                .collect(Collectors.joining());
    }

    private String signature(String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(base64), HMAC));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
