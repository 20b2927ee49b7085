package io.weir.standalone.configuration;

/**
 * What is wrong with a variable.
 *
 * @param found its value; empty if there is none, or if nobody may see it
 * @param problem what is wrong, as it follows the name
 * @param allowed what may be there
 */
public record Fault(String variable, String found, String problem, String allowed) {

    public static Fault missing(String variable, String allowed) {
        return new Fault(variable, "", "is missing", allowed);
    }

    public static Fault of(String variable, String found, String allowed) {
        return new Fault(variable, found, "is '" + found + "'", allowed);
    }

    /** Does not repeat the value. */
    public static Fault ofSecret(String variable, String problem, String allowed) {
        return new Fault(variable, "", problem, allowed);
    }

    /** All of it in one line. */
    public String sentence() {
        return variable + " " + problem + "; allowed: " + allowed;
    }
}
