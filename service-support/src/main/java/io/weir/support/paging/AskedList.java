package io.weir.support.paging;

import io.weir.support.hash.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Which list the call in hand is about: its address, the names in it, and what narrows the list. A place in one list means
 * nothing in another, or worse, something else.
 */
final class AskedList {

    /** What may change from page to page. */
    private static final Set<String> OF_PAGES = Set.of("limit", "pageToken", "offset");

    private static final int BYTES = 6;

    private AskedList() {}

    /** A short text that other lists do not have; empty where nobody called by HTTP. */
    static String mark() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes call)) {
            return "";
        }
        HttpServletRequest request = call.getRequest();
        StringBuilder list = new StringBuilder()
                .append(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))
                .append('\n');
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> names) {
            names.forEach((name, value) -> append(list, String.valueOf(name), String.valueOf(value)));
        }
        new TreeMap<>(request.getParameterMap()).forEach((name, values) -> {
            if (!OF_PAGES.contains(name)) {
                append(list, name, Arrays.toString(values));
            }
        });
        return Sha256.shortHex(list.toString(), BYTES);
    }

    private static void append(StringBuilder list, String name, String value) {
        list.append(name).append('=').append(value.length()).append(':').append(value);
    }
}
