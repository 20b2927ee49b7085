package io.weir.standalone.configuration;

import java.util.regex.Pattern;

/** A value and where it comes from. */
public record Value(Setting setting, String text, Origin origin) {

    private static final String MASK = "********";
    private static final Pattern PASSWORD_IN_URL =
            Pattern.compile("(?i)(?<=[?&](?:password|sslpassword)=)[^&]*|(?<=//[^/@:]{1,200}:)[^/@]*(?=@)");

    /** The value as it may be printed: a secret, or a password within an address, is masked. */
    public String shown() {
        if (setting.isSecret() && !text.isEmpty()) {
            return MASK;
        }
        return PASSWORD_IN_URL.matcher(text).replaceAll(MASK);
    }

    /**
     * The value as a port.
     *
     * @throws ConfigurationException if it is none
     */
    public int port() {
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port <= setting.greatestPort()) {
                return port;
            }
        } catch (NumberFormatException noNumber) {
            throw notAPort(noNumber);
        }
        throw notAPort(null);
    }

    private ConfigurationException notAPort(@org.jspecify.annotations.Nullable Throwable cause) {
        return new ConfigurationException(
                setting.key() + " is '" + text + "' (" + origin.label() + "): it must be a port, 1 to "
                        + setting.greatestPort(),
                cause);
    }

    /** The value itself may be a secret. */
    @Override
    public String toString() {
        return setting.key() + "=" + shown() + " (" + origin.label() + ")";
    }
}
