package io.weir.support.json;

import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/** Why a text is not JSON, as its sender is told. */
public final class ParserReason {

    private static final Pattern PLACE = Pattern.compile(" \\(start marker at \\[[^\\]]*\\]\\)");

    private ParserReason() {}

    /** One line, without the places that the parser names although it was told not to show them. */
    public static String of(JacksonException notJson) {
        String line = notJson.getOriginalMessage().lines().findFirst().orElse("");
        return PLACE.matcher(line).replaceAll("");
    }
}
