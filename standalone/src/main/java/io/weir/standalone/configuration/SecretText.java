package io.weir.standalone.configuration;

/** A value that nobody is shown. */
public record SecretText(String value) {

    @Override
    public String toString() {
        return "********";
    }
}
