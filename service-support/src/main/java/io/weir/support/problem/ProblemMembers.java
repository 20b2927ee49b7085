package io.weir.support.problem;

import jakarta.servlet.ServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request turned out to be about, for the problem document should it end in one. */
public final class ProblemMembers {

    private static final String ATTRIBUTE = ProblemMembers.class.getName();
    private static final int LONGEST = 200;

    private ProblemMembers() {}

    /** Notes what a caller named, as it stands there; what is absent, empty or endless is passed over. */
    public static void note(ServletRequest request, String member, @Nullable Object value) {
        String text = value == null ? "" : value.toString();
        if (!text.isEmpty() && text.length() <= LONGEST) {
            Map<String, String> noted = new LinkedHashMap<>(of(request));
            noted.put(member, text);
            request.setAttribute(ATTRIBUTE, Map.copyOf(noted));
        }
    }

    /** What was noted, by member. */
    @SuppressWarnings("unchecked") // nobody else writes the attribute
    public static Map<String, String> of(ServletRequest request) {
        Object noted = request.getAttribute(ATTRIBUTE);
        return noted == null ? Map.of() : (Map<String, String>) noted;
    }
}
