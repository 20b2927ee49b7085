package io.weir.standalone.ask;

import io.weir.standalone.chat.ChatAddress;
import io.weir.standalone.cli.Refusal;
import io.weir.standalone.configuration.Fault;
import io.weir.standalone.configuration.GivenVariables;
import io.weir.standalone.configuration.SecretText;
import io.weir.standalone.configuration.Variables;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the variables of an agent, and all that is wrong with them. */
final class AgentVariables {

    private static final String TOKEN = "DATABRICKS_TOKEN";
    private static final String BASE_URL = "DATABRICKS_BASE_URL";
    private static final String MODEL = "DATABRICKS_MODEL";
    private static final String MAX_RETRIES = "AGENTBRICKS_MAX_RETRIES";
    private static final String RETRY_DELAY = "AGENTBRICKS_RETRY_DELAY";
    private static final String TIMEOUT = "AGENTBRICKS_TIMEOUT";

    private static final String TOKEN_ALLOWED = "8 to 10000 visible characters, without spaces";
    private static final Pattern TOKEN_PATTERN = Pattern.compile("[!-~]{8,10000}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,199}");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,3})?");
    private static final Pattern USER = Pattern.compile("(?<=//)[^/]*@");

    private static final int RETRIES = 3;
    private static final int MOST_RETRIES = 20;
    private static final Duration DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);
    private static final Duration WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final GivenVariables given;
    private final List<Fault> faults;
    private final Variables variables;

    AgentVariables(GivenVariables given) {
        this.given = given;
        this.faults = new ArrayList<>(given.faults());
        this.variables = new Variables(given.values(), faults);
    }

    /**
     * Reads all of them.
     *
     * @throws Refusal with a line for each that is missing or wrong
     */
    AgentSettings read() {
        SecretText token = token();
        Optional<String> base = variables.find(BASE_URL);
        if (base.isEmpty()) {
            variables.add(Fault.missing(BASE_URL, "https://HOST/serving-endpoints"));
        }
        AgentSettings settings = new AgentSettings(
                token,
                base.map(text -> ChatAddress.of(variables, BASE_URL, text)).orElse(URI.create("")),
                variables.require(
                        MODEL,
                        NAME,
                        "the name of a serving endpoint: 1 to 200 letters, digits and . _ : / -, a letter or digit first"),
                variables.number(MAX_RETRIES, RETRIES, 0, MOST_RETRIES),
                seconds(RETRY_DELAY, DELAY, Duration.ZERO, LONGEST_DELAY),
                seconds(TIMEOUT, WAIT, Duration.ofMillis(1), LONGEST_WAIT));
        if (!faults.isEmpty()) {
            throw new Refusal(
                    faults.stream().map(fault -> masked(fault.sentence())).toList());
        }
        return settings;
    }

    private SecretText token() {
        SecretText token = variables.findSecret(TOKEN).orElse(new SecretText(""));
        if (token.value().isEmpty()) {
            variables.add(Fault.missing(TOKEN, TOKEN_ALLOWED));
        } else if (!TOKEN_PATTERN.matcher(token.value()).matches()) {
            variables.add(Fault.ofSecret(TOKEN, "is no token", TOKEN_ALLOWED));
        }
        return token;
    }

    private Duration seconds(String name, Duration otherwise, Duration least, Duration most) {
        String allowed = plain(least) + " to " + plain(most) + " seconds";
        return variables.parsed(name, otherwise, allowed, text -> {
            if (!SECONDS.matcher(text).matches()) {
                return Optional.empty();
            }
            Duration found = Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000));
            return found.compareTo(least) < 0 || found.compareTo(most) > 0 ? Optional.empty() : Optional.of(found);
        });
    }

    private static String plain(Duration duration) {
        return duration.toMillis() % 1000 == 0
                ? Long.toString(duration.toSeconds())
                : Double.toString(duration.toMillis() / 1000.0);
    }

    /** A variable as it is shown. */
    record Row(String variable, String value, String origin) {}

    /** All six, whatever is wrong with them; those that nobody sets with what counts then. */
    List<Row> shown() {
        return List.of(
                row(TOKEN, ""),
                row(BASE_URL, ""),
                row(MODEL, ""),
                row(MAX_RETRIES, Integer.toString(RETRIES)),
                row(RETRY_DELAY, plain(DELAY)),
                row(TIMEOUT, plain(WAIT)));
    }

    private Row row(String name, String otherwise) {
        String value = variables.find(name).orElse(otherwise);
        String shown = name.equals(TOKEN) && !value.isEmpty() ? new SecretText(value).toString() : masked(value);
        return new Row(name, shown, given.origin(name).label());
    }

    /** Neither the token, wherever somebody put it, nor whom an address names. */
    private String masked(String text) {
        String token = variables.find(TOKEN).orElse("");
        SecretText secret = new SecretText(token);
        String told = token.isEmpty() ? text : text.replace(token, secret.toString());
        return USER.matcher(told).replaceAll(secret + "@");
    }
}
