package io.weir.standalone.resource;

import io.weir.standalone.cli.CommandFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

/** A gateway that did not answer: whether to ask again, and what to tell. */
final class Unanswered {

    private Unanswered() {}

    /** Whether another attempt would meet the same: nobody is there, or nobody who speaks TLS as asked. */
    static boolean isLasting(IOException away) {
        return away instanceof ConnectException || away instanceof SSLException;
    }

    static CommandFailure failure(URI gateway, IOException away) {
        return new CommandFailure(
                "the gateway at " + gateway + " does not answer (" + reason(away)
                        + "): check the address, and on its machine: weir status",
                away);
    }

    static String reason(IOException away) {
        if (isUnresolved(away)) {
            return "no host of this name is known";
        }
        if (away instanceof SSLException) {
            return "TLS fails: " + away.getMessage();
        }
        if (away instanceof HttpTimeoutException) {
            return "not in time";
        }
        return away instanceof ConnectException ? "nothing takes the connection" : "the connection ended";
    }

    private static boolean isUnresolved(IOException away) {
        Throwable cause = away;
        while (cause != null && !(cause instanceof UnresolvedAddressException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }
}
