package io.weir.standalone.cli;

import io.weir.client.call.Exchange;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import javax.net.ssl.SSLException;

/** A gateway that did not answer: whether to ask again, and what to tell. */
public final class Unanswered {

    private Unanswered() {}

    /** Whether another attempt would meet the same: nobody is there, or nobody who speaks TLS as asked. */
    public static boolean isLasting(IOException away) {
        return away instanceof ConnectException || away instanceof SSLException;
    }

    /** That it did not answer, why, and what to look at. */
    public static CommandFailure failure(URI gateway, IOException away) {
        return new CommandFailure(
                "the gateway at " + gateway + " does not answer (" + Exchange.reason(away)
                        + "): check the address, and on its machine: weir status",
                away);
    }
}
