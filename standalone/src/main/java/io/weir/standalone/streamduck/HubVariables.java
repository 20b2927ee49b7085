package io.weir.standalone.streamduck;

import io.weir.standalone.configuration.Fault;
import io.weir.standalone.configuration.SecretText;
import io.weir.standalone.configuration.Variables;
import io.weir.support.azure.OwnIdentity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what is said of hubs. */
final class HubVariables {

    private static final Pattern NAMESPACE = Pattern.compile(
            "[A-Za-z0-9-]+\\.servicebus\\.(windows\\.net|usgovcloudapi\\.net|chinacloudapi\\.cn)|[A-Za-z0-9.-]+:[1-9][0-9]{0,4}");
    private static final String NAMESPACE_RULE =
            "NAME.servicebus.windows.net; of an emulator, for which there is a connection string, HOST:PORT";
    private static final Pattern HUB = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,248}");
    private static final String HUB_RULE = "the name of a hub: 1 to 249 letters, digits, '.', '_' or '-'";
    private static final Pattern GROUP = Pattern.compile("\\$?[A-Za-z0-9][A-Za-z0-9._-]{0,49}");
    private static final String GROUP_RULE = "a consumer group of the hub, such as $Default";

    private static final Pattern ENDPOINT = Pattern.compile("(?i)(?:^|;)\\s*Endpoint=(?:sb|amqps?)://([^:/;]+)[^;]*");
    private static final Pattern SIGNATURE = Pattern.compile("(?i)(?:^|;)\\s*SharedAccess(?:Key|Signature)=[^;]+");
    private static final Pattern ENTITY = Pattern.compile("(?i)(?:^|;)\\s*EntityPath=([^;]+)");
    private static final String CONNECTION_RULE =
            "what Azure shows as a connection string: Endpoint=sb://NAMESPACE/;SharedAccessKeyName=…;SharedAccessKey=…";

    private static final String SIGN_IN_RULE =
            CONNECTION_RULE + "; or none, with " + Names.NAMESPACE + " in Azure or in " + Names.IDENTITY_NAMESPACES
                    + ": then Weir signs in as Azure knows this machine or its user";

    private final Variables variables;

    HubVariables(Variables variables) {
        this.variables = variables;
    }

    /** Reads the hub of a number; what is wrong is with the variables' faults. */
    HubSource read(String number) {
        String namespace = variables.find(Names.NAMESPACE).orElse("");
        String name = Names.hub(number);
        String hub = variables.require(name, HUB, HUB_RULE);
        String group = variables.require(name + "_CONSUMER_GROUP", GROUP, GROUP_RULE);
        StartPosition start = variables.parsed(
                name + "_START_POSITION", StartPosition.EARLIEST, StartPosition.ALLOWED, StartPosition::of);
        return new HubSource(namespace, hub, group, start, connectionString(name, namespace, hub));
    }

    /** Reads the one that all have in common, once. */
    void checkNamespace() {
        variables.require(Names.NAMESPACE, NAMESPACE, NAMESPACE_RULE);
    }

    private Optional<SecretText> connectionString(String hubVariable, String namespace, String hub) {
        String own = hubVariable + "_CONNECTION_STRING";
        Optional<SecretText> ofHub = variables.findSecret(own);
        String variable = ofHub.isPresent() ? own : Names.CONNECTION_STRING;
        Optional<SecretText> text = ofHub.or(() -> variables.findSecret(Names.CONNECTION_STRING));
        text.ifPresentOrElse(
                found -> check(variable, found.value(), namespace, hub), () -> requireIdentity(variable, namespace));
        return text;
    }

    /** A token goes to no host that is not Azure's unless somebody named it. */
    private void requireIdentity(String variable, String namespace) {
        if (!namespace.isEmpty() && !identity().map(own -> own.isFor(namespace)).orElse(true)) {
            variables.add(Fault.missing(variable, SIGN_IN_RULE));
        }
    }

    /** The namespaces that may be read without a connection string; nothing where what names them is wrong. */
    private Optional<OwnIdentity> identity() {
        try {
            return Optional.of(new OwnIdentity(List.of(identityNamespaces().split(","))));
        } catch (IllegalArgumentException wrong) {
            variables
                    .find(Names.IDENTITY_NAMESPACES)
                    .ifPresent(text -> variables.add(Fault.of(
                            Names.IDENTITY_NAMESPACES, text, "namespaces, such as sales.servicebus.windows.net")));
            return Optional.empty();
        }
    }

    /** What the services are told: the file's own namespace, where it is in Azure and nobody says otherwise. */
    String identityNamespaces() {
        String namespace = variables.find(Names.NAMESPACE).orElse("");
        return variables.find(Names.IDENTITY_NAMESPACES).orElse(OwnIdentity.isOfAzure(namespace) ? namespace : "");
    }

    /** No sentence repeats a part of the text: it may be any part of a key. */
    private void check(String variable, String text, String namespace, String hub) {
        Matcher endpoint = ENDPOINT.matcher(text);
        if (!endpoint.find() || !SIGNATURE.matcher(text).find()) {
            variables.add(Fault.ofSecret(variable, "is no connection string of Event Hubs", CONNECTION_RULE));
        } else if (!namespace.isEmpty()
                && !endpoint.group(1).equalsIgnoreCase(namespace.replaceFirst(":[0-9]+$", ""))) {
            variables.add(Fault.ofSecret(
                    variable, "is of another namespace than " + Names.NAMESPACE, "one of the namespace"));
        } else {
            Matcher entity = ENTITY.matcher(text);
            if (entity.find()
                    && !entity.group(1).strip().toLowerCase(Locale.ROOT).equals(hub.toLowerCase(Locale.ROOT))) {
                variables.add(Fault.ofSecret(
                        variable, "is of another hub than " + hub, "one of the namespace, or of the hub"));
            }
        }
    }
}
