package io.weir.standalone.configuration;

/** Where a value comes from, the strongest first. */
public enum Origin {
    COMMAND_LINE("command line"),
    ENVIRONMENT("environment"),
    DOT_ENV(".env"),
    FILE("weir.yaml"),
    DEFAULT("default");

    private final String label;

    Origin(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
