package io.weir.images;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One instruction of a Dockerfile, such as {@code COPY} and what follows it. */
record Instruction(String keyword, String arguments) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern FLAG = Pattern.compile("^--(\\S+?)=(\\S+)\\s+");
    private static final Pattern PAIR = Pattern.compile("(\\S+?)=(?:\"([^\"]*)\"|(\\S*))");

    boolean is(String keyword) {
        return this.keyword.equals(keyword);
    }

    /** {@code --name=value} in front of the rest. */
    Map<String, String> flags() {
        Map<String, String> flags = new LinkedHashMap<>();
        String rest = arguments;
        for (Matcher flag = FLAG.matcher(rest); flag.find(); flag = FLAG.matcher(rest)) {
            flags.put(flag.group(1), flag.group(2));
            rest = rest.substring(flag.end());
        }
        return flags;
    }

    String withoutFlags() {
        String rest = arguments;
        for (Matcher flag = FLAG.matcher(rest); flag.find(); flag = FLAG.matcher(rest)) {
            rest = rest.substring(flag.end());
        }
        return rest;
    }

    List<String> words() {
        return List.of(withoutFlags().split("\\s+"));
    }

    /** {@code name=value} or {@code name="value"}, any number of them. */
    Map<String, String> pairs() {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (Matcher pair = PAIR.matcher(withoutFlags()); pair.find(); ) {
            pairs.put(pair.group(1), pair.group(2) == null ? pair.group(3) : pair.group(2));
        }
        return pairs;
    }

    /** The command as the system gets it: the words of the JSON form, or a shell with the text. */
    List<String> command() {
        String text = withoutFlags().replaceFirst("^CMD\\s+", "");
        if (!text.startsWith("[")) {
            return List.of("/bin/sh", "-c", text);
        }
        try {
            return new ArrayList<>(List.of(JSON.readValue(text, String[].class)));
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(keyword + " " + text, malformed);
        }
    }
}
