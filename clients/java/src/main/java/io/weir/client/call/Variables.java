package io.weir.client.call;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What an environment says, by names of which the first that is set wins. An empty variable is none. */
public record Variables(Map<String, String> values) {

    private static final String DIGITS = "\\d{1,9}";

    public Optional<String> first(String... names) {
        return Stream.of(names).filter(this::isSet).findFirst().map(values::get);
    }

    /** @throws IllegalArgumentException for what is no number, or less than the least */
    public int number(int otherwise, int least, String... names) {
        Optional<String> name = Stream.of(names).filter(this::isSet).findFirst();
        if (name.isEmpty()) {
            return otherwise;
        }
        String value = values.get(name.get());
        if (!value.matches(DIGITS) || Integer.parseInt(value) < least) {
            throw new IllegalArgumentException(
                    name.get() + " is '" + value + "'; a number of " + least + " to 999999999 is allowed");
        }
        return Integer.parseInt(value);
    }

    private boolean isSet(String name) {
        return !values.getOrDefault(name, "").isEmpty();
    }
}
