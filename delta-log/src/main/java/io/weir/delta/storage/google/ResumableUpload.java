package io.weir.delta.storage.google;

import io.weir.delta.json.DeltaJson;
import io.weir.delta.storage.rest.Payload;
import io.weir.delta.storage.rest.RestAnswer;
import io.weir.delta.storage.rest.RestCalls;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object that goes in parts. Where nobody knows what became of one, Google is asked how much it has, and is sent the rest: a
 * line that breaks costs a part at most, not all that was sent before. The object is there, whole and on its condition, when the
 * last part is; until then nobody sees anything of it. A call for each part and one before them, each failure one or two more.
 *
 * @see <a href="https://cloud.google.com/storage/docs/performing-resumable-uploads">resumable uploads</a>
 */
final class ResumableUpload {

    private static final int INCOMPLETE = 308;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;
    private static final Pattern KEPT = Pattern.compile("bytes=0-(\\d{1,18})");

    private final GoogleCalls calls;
    private final String begin;
    private final Payload payload;
    private final int part;

    /** How much of it Google has for good. */
    private long kept;

    private int inVain;

    /**
     * @param begin path and query of the call that an upload begins with
     * @param part bytes of all parts but the last
     */
    ResumableUpload(GoogleCalls calls, String begin, Payload payload, int part) {
        this.calls = calls;
        this.begin = begin;
        this.payload = payload;
        this.part = part;
    }

    /** Google's last answer: to the last part, or what ended it before. An upload that Google has forgotten begins anew. */
    RestAnswer run() throws IOException {
        RestAnswer answer = session();
        for (int attempts = 1; isForgotten(answer) && attempts < RestCalls.ATTEMPTS; attempts++) {
            RestCalls.pause(attempts);
            answer = session();
        }
        return answer;
    }

    /** Not a bucket that is absent, which is said in the same way: whoever asks for a session finds that out. */
    private boolean isForgotten(RestAnswer answer) {
        return answer.status() == GONE || (answer.status() == NOT_FOUND && kept >= 0);
    }

    /** The digest is told before the bytes, and so Google refuses what arrives otherwise. */
    private RestAnswer session() throws IOException {
        kept = -1;
        inVain = 0;
        String description = DeltaJson.mapper().writeValueAsString(Map.of("md5Hash", payload.md5()));
        RestAnswer begun = calls.call(
                () -> calls.request(begin)
                        .header("Content-Type", "application/json; charset=UTF-8")
                        .header("X-Upload-Content-Type", "application/octet-stream")
                        .header("X-Upload-Content-Length", Long.toString(payload.size()))
                        .POST(BodyPublishers.ofString(description)),
                0);
        if (!begun.isDone()) {
            return begun;
        }
        kept = 0;
        String session = session(begun);
        RestAnswer answer = send(session);
        while (answer.status() == INCOMPLETE) {
            advance(answer);
            answer = send(session);
        }
        return answer;
    }

    /** Whatever host an answer names, calls go where they always go. */
    private static String session(RestAnswer begun) throws IOException {
        String location = begun.header("Location").orElse("");
        try {
            URI address = URI.create(location);
            if (address.getRawPath() != null && address.getRawQuery() != null) {
                return address.getRawPath() + "?" + address.getRawQuery();
            }
        } catch (IllegalArgumentException none) {
            // As if there were none.
        }
        throw new IOException("the upload has no address");
    }

    /** The next part. What became of it is asked for where no answer says so. */
    private RestAnswer send(String session) throws IOException {
        int size = (int) Math.min(part, payload.size() - kept);
        if (size > 0) {
            String range = "bytes " + kept + "-" + (kept + size - 1) + "/" + payload.size();
            try {
                RestAnswer answer = calls.once(
                        () -> calls.request(session)
                                .header("Content-Range", range)
                                .PUT(payload.parts().of(kept, size)),
                        size);
                if (!answer.passes()) {
                    return answer;
                }
            } catch (InterruptedIOException stopped) {
                throw stopped;
            } catch (IOException unknown) {
                if (inVain + 1 == RestCalls.ATTEMPTS) {
                    throw unknown;
                }
            }
        }
        return calls.call(
                () -> calls.request(session)
                        .header("Content-Range", "bytes */" + payload.size())
                        .PUT(BodyPublishers.noBody()),
                0);
    }

    /** Google may have kept less than it was sent. */
    private void advance(RestAnswer incomplete) throws IOException {
        Matcher range = KEPT.matcher(incomplete.header("Range").orElse(""));
        long now = range.matches() ? Long.parseLong(range.group(1)) + 1 : 0;
        if (now > Math.min(payload.size(), kept + part)) {
            throw new IOException("Google says that it has " + now + " bytes, more than it was sent");
        }
        inVain = now > kept ? 0 : inVain + 1;
        if (inVain == RestCalls.ATTEMPTS) {
            throw new IOException("Google keeps nothing of what it is sent behind its first " + now + " bytes");
        }
        if (inVain > 0) {
            RestCalls.pause(inVain);
        }
        kept = now;
    }
}
