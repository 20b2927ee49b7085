package io.weir.standalone.cli;

import io.weir.client.ApiException;
import io.weir.standalone.access.FirstToken;
import io.weir.standalone.platform.PlatformAddresses;
import java.util.Optional;

/** What a start says of the first token. */
public final class FirstTokenLine {

    private FirstTokenLine() {}

    /** The token of a platform that had none, and how to make others; nothing where there are some already. */
    public static Optional<String> of(PlatformAddresses platform) {
        try {
            return FirstToken.make(platform)
                    .map(token -> "  Token  " + token
                            + "%n         an administrator's, shown this once; others: weir tokens create")
                    .map(String::formatted);
        } catch (ApiException failed) {
            throw new CommandFailure(
                    "the first token cannot be made (HTTP " + failed.getCode() + "): make one with: weir tokens create",
                    failed);
        }
    }
}
