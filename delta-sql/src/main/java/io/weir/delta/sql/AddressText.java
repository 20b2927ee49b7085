package io.weir.delta.sql;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** One part of an address: escapes and variables become what they stand for. */
final class AddressText {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final int ESCAPE = 3;

    private final String part;
    private final String raw;
    private final Environment environment;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private AddressText(String part, String raw, Environment environment) {
        this.part = part;
        this.raw = raw;
        this.environment = environment;
    }

    /** What a part stands for, which is never empty. */
    static String read(String part, String raw, Environment environment) {
        return new AddressText(part, raw, environment).read();
    }

    private String read() {
        int at = 0;
        while (at < raw.length()) {
            if (raw.startsWith("${", at)) {
                at = variable(at);
            } else if (raw.charAt(at) == '%') {
                at = escape(at);
            } else {
                int character = raw.codePointAt(at);
                bytes.writeBytes(Character.toString(character).getBytes(StandardCharsets.UTF_8));
                at += Character.charCount(character);
            }
        }
        String text = decoded();
        if (text.isEmpty()) {
            throw fault("is empty", "at least one character");
        }
        if (CONTROL.matcher(text).find()) {
            throw fault("has a control character", "printable characters");
        }
        return text;
    }

    private int variable(int at) {
        int end = raw.indexOf('}', at);
        String name = end < 0 ? "" : raw.substring(at + 2, end);
        if (!NAME.matcher(name).matches()) {
            throw fault("has a ${ that names no variable", "${NAME} of letters, digits and _; %24 for a $ of its own");
        }
        String value = environment.value(name);
        if (value == null || value.isEmpty()) {
            throw InvalidAddressException.silent(
                    part, "names the variable " + name + ", which is not set", "variables of the environment");
        }
        bytes.writeBytes(value.getBytes(StandardCharsets.UTF_8));
        return end + 1;
    }

    private int escape(int at) {
        String digits = raw.substring(Math.min(at + 1, raw.length()), Math.min(at + ESCAPE, raw.length()));
        if (!digits.matches("[0-9A-Fa-f]{2}")) {
            throw fault("has a % that escapes nothing", "% and two hexadecimal digits; %25 for a % of its own");
        }
        bytes.write(HexFormat.fromHexDigits(digits));
        return at + ESCAPE;
    }

    private String decoded() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw fault("has escapes that are no UTF-8", "the bytes of characters in UTF-8");
        }
    }

    private InvalidAddressException fault(String problem, String allowed) {
        boolean secret = part.equals("user") || part.equals("password");
        return secret
                ? InvalidAddressException.silent(part, problem, allowed)
                : new InvalidAddressException(part, problem, raw, allowed);
    }
}
