package io.weir.support.azure;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The namespaces of Event Hubs that the workers' own identity may be used for. Whoever can make a store reads by it what the
 * workers can read, and has a token sent to the store's host: so there are none unless somebody names them, and a host that
 * is not Azure's own has to be named exactly.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-hubs/event-hubs-faq">hosts of the clouds</a>
 */
public final class OwnIdentity {

    /** What names them. */
    public static final String SETTING = "weir.azure.identity-namespaces";

    private static final String AZURE = "servicebus\\.(windows\\.net|usgovcloudapi\\.net|chinacloudapi\\.cn)";
    private static final Pattern OF_AZURE = Pattern.compile("[a-z0-9-]+\\." + AZURE);
    private static final Pattern ALL_OF_A_CLOUD = Pattern.compile("\\*\\." + AZURE);
    private static final Pattern ONE = Pattern.compile("[a-z0-9.-]+(:[1-9][0-9]{0,4})?");

    private final Set<String> named = new HashSet<>();

    /**
     * @param namespaces as in {@link #SETTING}
     * @throws IllegalArgumentException naming the entry that is none
     */
    public OwnIdentity(List<String> namespaces) {
        for (String entry : namespaces) {
            String namespace = entry.strip().toLowerCase(Locale.ROOT);
            if (ONE.matcher(namespace).matches()
                    || ALL_OF_A_CLOUD.matcher(namespace).matches()) {
                named.add(namespace);
            } else if (!namespace.isEmpty()) {
                throw new IllegalArgumentException(
                        SETTING + ": '" + entry
                                + "' is neither a namespace, such as sales.servicebus.windows.net, nor *.servicebus.windows.net");
            }
        }
    }

    /** Whether it may be used for a namespace, as stores name it: a host, with a port where it is not Azure's. */
    public boolean isFor(String namespace) {
        String host = namespace.toLowerCase(Locale.ROOT);
        return named.contains(host) || (isOfAzure(host) && named.contains("*" + host.substring(host.indexOf('.'))));
    }

    /** Whether a namespace is at a host that Azure alone can have. */
    public static boolean isOfAzure(String namespace) {
        return OF_AZURE.matcher(namespace.toLowerCase(Locale.ROOT)).matches();
    }
}
