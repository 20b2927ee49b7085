package io.weir.standalone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a shell would run of a text that people are told to type: the words of each command, wherever it stands in the text. */
public final class ShellCommands {

    private static final Pattern HERE = Pattern.compile("<<-?\\s*['\"]?(\\w+)['\"]?");

    private final String text;
    private final List<List<String>> commands = new ArrayList<>();
    private int at;

    private ShellCommands(String text) {
        this.text = text;
    }

    /** All commands of a text, those within others first. */
    public static List<List<String>> of(String text) {
        ShellCommands shell = new ShellCommands(text);
        while (shell.at < text.length()) {
            shell.commandsUntil('\0');
        }
        return shell.commands;
    }

    /** The arguments of each {@code weir} of a text. */
    public static List<String[]> ofWeir(String text) {
        return of(text).stream()
                .map(words -> words.stream()
                        .dropWhile(word -> word.matches("[A-Z_]+=.*"))
                        .toList())
                .filter(words -> !words.isEmpty() && words.get(0).matches("(.*/)?weir"))
                .map(words -> words.subList(1, words.size()).toArray(String[]::new))
                .toList();
    }

    private void commandsUntil(char end) {
        List<String> words = new ArrayList<>();
        while (at < text.length() && text.charAt(at) != end) {
            char next = text.charAt(at);
            if ("|&;\n(){}".indexOf(next) >= 0) {
                at++;
                keep(words);
                words = new ArrayList<>();
            } else if (Character.isWhitespace(next)) {
                at++;
            } else if (text.startsWith("\\\n", at)) {
                at += 2;
            } else if (next == '#') {
                skipTo('\n');
            } else if (isRedirection()) {
                redirection();
            } else {
                words.add(word());
            }
        }
        keep(words);
        at++;
    }

    private void keep(List<String> words) {
        if (!words.isEmpty()) {
            commands.add(List.copyOf(words));
        }
    }

    private void skipTo(char end) {
        int found = text.indexOf(end, at);
        at = found < 0 ? text.length() : found;
    }

    private boolean isRedirection() {
        return text.substring(at).matches("(?s)(\\d?>|&>|<(?!\\()).*");
    }

    /** Of a file, whose name is no word of the command; or of the lines that follow, up to the one that ends them. */
    private void redirection() {
        Matcher here = HERE.matcher(text).region(at, text.length());
        if (here.lookingAt()) {
            int end = text.indexOf("\n" + here.group(1), at);
            at = end < 0 ? text.length() : end + 1 + here.group(1).length();
            return;
        }
        while ("0123456789<>& ".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        word();
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        char quote = '\0';
        while (at < text.length()) {
            char next = text.charAt(at);
            boolean endsWord = Character.isWhitespace(next) || "|&;<>)".indexOf(next) >= 0;
            if (quote == '\0' && endsWord && !text.startsWith("<(", at)) {
                break;
            }
            if (quote != '\'' && (text.startsWith("$(", at) || text.startsWith("<(", at))) {
                at += 2;
                commandsUntil(')');
                word.append('x');
            } else if (quote != '\'' && next == '\\' && at + 1 < text.length()) {
                word.append(text.charAt(at + 1) == '\n' ? "" : text.substring(at + 1, at + 2));
                at += 2;
            } else if (next == quote || (quote == '\0' && (next == '\'' || next == '"'))) {
                quote = next == quote ? '\0' : next;
                at++;
            } else {
                word.append(next);
                at++;
            }
        }
        return word.toString();
    }
}
