package io.weir.standalone.configuration;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Variables by their names, and what is found to be wrong with them. */
public final class Variables {

    private final Map<String, String> values;
    private final List<Fault> faults;

    public Variables(Map<String, String> values, List<Fault> faults) {
        this.values = values;
        this.faults = faults;
    }

    /** A value without the spaces around it; one of nothing else counts as none. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    public Optional<SecretText> findSecret(String name) {
        return find(name).map(SecretText::new);
    }

    /** The value that must be there and fit; else an empty text and a fault. */
    public String require(String name, Pattern pattern, String allowed) {
        Optional<String> text = find(name);
        if (text.isEmpty()) {
            faults.add(Fault.missing(name, allowed));
            return "";
        }
        return check(name, text.get(), pattern, allowed);
    }

    public String check(String name, String text, Pattern pattern, String allowed) {
        if (!pattern.matcher(text).matches()) {
            faults.add(Fault.of(name, text, allowed));
        }
        return text;
    }

    /** A whole number; {@code otherwise} if there is none, or one that does not fit. */
    public int number(String name, int otherwise, int least, int most) {
        return parsed(name, otherwise, least + " to " + most, text -> {
            int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
            return number >= least && number <= most ? Optional.of(number) : Optional.empty();
        });
    }

    /** What a text means to {@code parser}; {@code otherwise} if there is none, or it means nothing. */
    public <T> T parsed(String name, T otherwise, String allowed, Function<String, Optional<T>> parser) {
        Optional<String> text = find(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        Optional<T> value = parser.apply(text.get());
        if (value.isEmpty()) {
            faults.add(Fault.of(name, text.get(), allowed));
        }
        return value.orElse(otherwise);
    }

    public void add(Fault fault) {
        faults.add(fault);
    }
}
