package io.weir.standalone.resource;

import io.weir.standalone.access.LocalAccess;
import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.cli.PlatformFlags;
import io.weir.standalone.cli.Refusal;
import io.weir.standalone.configuration.Origin;
import io.weir.standalone.configuration.Setting;
import io.weir.standalone.configuration.Settings;
import io.weir.standalone.configuration.Value;
import io.weir.standalone.platform.PlatformStatus;
import io.weir.standalone.platform.UnreadableFolder;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which platform a command asks, and as whom; use it as a picocli mixin. A token is never an argument, which others see. */
public final class ConnectionFlags {

    private static final int LAST_PORT = 65_535;

    @Mixin
    private PlatformFlags flags = new PlatformFlags();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "The gateway of a platform elsewhere; its token comes from WEIR_TOKEN or a file (default: WEIR_URL, or the"
                            + " platform on the data folder).")
    private @Nullable String url;

    Api api() {
        return new Api(connection());
    }

    /**
     * The platform of the command line, of the environment, of {@code .env} or {@code weir.yaml}, or of the data folder. What is
     * signed with the keys of a data folder goes to the platform of that folder only, and a token to an address that a level
     * names which is not weaker than the one that has the token.
     *
     * @throws Refusal where none is there
     * @throws CommandFailure where what says so cannot be used
     */
    public Connection connection() {
        Settings settings = flags.settings(url == null ? Map.of() : Map.of(Setting.URL, url));
        Optional<Value> given = settings.given(Setting.TOKEN);
        Optional<String> token = given.map(ConnectionFlags::checkedToken);
        Value elsewhere = settings.get(Setting.URL);
        // Whoever names an empty one did not mean the platform of this machine.
        if (elsewhere.origin() == Origin.COMMAND_LINE || !elsewhere.text().isBlank()) {
            URI address = checkedAddress(elsewhere.text());
            given.ifPresent(from -> requireMeantFor(elsewhere, from));
            return new Connection(address, () -> token);
        }
        Path home =
                Path.of(settings.get(Setting.DATA_DIR).text()).toAbsolutePath().normalize();
        LocalAccess access = new LocalAccess(home);
        return new Connection(gateway(home), () -> token.or(access::token));
    }

    /** Whoever wrote a file of a folder must not get a token that the folder's user has from elsewhere. */
    private static void requireMeantFor(Value address, Value token) {
        if (address.origin().compareTo(token.origin()) > 0) {
            throw new CommandFailure("the token of " + token.setting().environmentName() + " ("
                    + token.origin().label() + ") is not sent to " + address.shown() + ", which "
                    + address.origin().label() + " of this folder names: name that address with --url, or with "
                    + address.setting().environmentName() + " where the token is");
        }
    }

    /** Without what a copy from a file brings along. What could be no token is not repeated in the refusal. */
    private static String checkedToken(Value given) {
        String token = given.text().strip();
        if (!token.matches("[!-~]+")) {
            throw new CommandFailure(given.setting().environmentName() + " ("
                    + given.origin().label() + ") is no token: it has spaces or line ends in it");
        }
        return token;
    }

    private static URI checkedAddress(String text) {
        if (!text.matches("https?://[^/?#@\\s]+/*")) {
            throw noAddress(text.replaceAll("//.*@", "//…@"), "");
        }
        try {
            URI address = new URI(text.replaceFirst("/+$", ""));
            if (address.getHost() == null || address.getPort() > LAST_PORT) {
                throw noAddress(
                        text, ", HOST of letters, digits, '-' and '.' alone, PORT of " + LAST_PORT + " at most");
            }
            return address;
        } catch (URISyntaxException malformed) {
            throw new CommandFailure("'" + text + "' is no address: " + malformed.getReason(), malformed);
        }
    }

    private static CommandFailure noAddress(String shown, String more) {
        return new CommandFailure(
                "'" + shown + "' is no address of a gateway: expected is http://HOST:PORT or https://HOST" + more);
    }

    private static URI gateway(Path home) {
        try {
            return PlatformStatus.gateway(home)
                    .orElseThrow(() -> new Refusal(
                            List.of("nothing runs on " + home + "; start it with: weir up, or name one with --url")));
        } catch (IOException unreadable) {
            throw UnreadableFolder.of(home, unreadable);
        }
    }
}
