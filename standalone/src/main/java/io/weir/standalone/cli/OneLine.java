package io.weir.standalone.cli;

/** Texts of others on one line of a terminal. */
public final class OneLine {

    private OneLine() {}

    /** Without line ends, and with nothing in it that a terminal would take for a command: it may be of a record that anybody sent. */
    public static String of(String text) {
        return text.codePoints()
                .map(point -> Character.isISOControl(point) || Character.getType(point) == Character.FORMAT
                        ? '\ufffd'
                        : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
