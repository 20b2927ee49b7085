package io.weir.standalone.streamduck;

import io.weir.standalone.chat.ChatAddress;
import io.weir.standalone.configuration.Fault;
import io.weir.standalone.configuration.SecretText;
import io.weir.standalone.configuration.Variables;
import io.weir.support.secret.SecretReference;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what is said of a model that decides whether to try again. It is asked only where somebody switched it on. */
final class RetryVariables {

    private static final String KEY = "SMART_RETRY_LLM_API_KEY";
    private static final String FILE = "file:";
    private static final String ALLOWED = "the key, env:NAME or file:/PATH, from the root on, of a file that holds it";
    private static final String ENDPOINT = "SMART_RETRY_LLM_ENDPOINT";
    private static final String OPENAI = "https://api.openai.com/v1";
    private static final Pattern SWITCH = Pattern.compile("(?i)true|1|yes|on|false|0|no|off");
    private static final Pattern ON = Pattern.compile("(?i)true|1|yes|on");

    private final Variables variables;

    RetryVariables(Variables variables) {
        this.variables = variables;
    }

    /** None where it is off. */
    Optional<RetryModel> read() {
        if (!isOn(Names.SMART_RETRY, false)) {
            return Optional.empty();
        }
        Optional<String> endpoint = variables.find(ENDPOINT);
        Optional<SecretText> key = variables.findSecret(KEY);
        key.map(SecretText::value).filter(said -> said.startsWith(FILE)).ifPresent(this::checkFile);
        if (key.isEmpty() && endpoint.isEmpty()) {
            variables.add(
                    Fault.missing(KEY, ALLOWED + "; none where " + ENDPOINT + " names a model that asks for none"));
        }
        return Optional.of(new RetryModel(
                ChatAddress.of(variables, ENDPOINT, endpoint.orElse(OPENAI)),
                variables.find("SMART_RETRY_LLM_MODEL").orElse("gpt-4o-mini"),
                key,
                variables.number("SMART_RETRY_MAX_ATTEMPTS", 3, 0, 1000),
                Duration.ofSeconds(variables.number("SMART_RETRY_TIMEOUT_SECONDS", 30, 1, 300)),
                isOn("SMART_RETRY_ENABLE_CACHING", true)));
    }

    /** What the file holds is shown to nobody; that it holds something is found before a model is asked. */
    private void checkFile(String said) {
        if (!said.startsWith(FILE + "/")) {
            variables.add(Fault.of(KEY, said, ALLOWED));
            return;
        }
        try {
            new SecretReference(said).read();
        } catch (IllegalStateException unreadable) {
            variables.add(Fault.ofSecret(KEY, "names no key: " + unreadable.getMessage(), ALLOWED));
        }
    }

    private boolean isOn(String name, boolean otherwise) {
        return variables.parsed(
                name,
                otherwise,
                "true or false",
                text -> SWITCH.matcher(text).matches()
                        ? Optional.of(ON.matcher(text).matches())
                        : Optional.empty());
    }
}
