package io.weir.support.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedTokensTest {

    private static final Identity ANN = new Identity("token:ann", Scope.WRITE);
    private static final Duration LIFE = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();
    private KeyFile file;
    private SigningKeys keys;
    private SignedTokens tokens;

    @BeforeEach
    void make() {
        file = new KeyFile(folder.resolve("identity/keys.json"));
        keys = new SigningKeys(file, clock);
        tokens = new SignedTokens(keys, LIFE, clock);
    }

    /** A clock that a test sets. */
    private static final class MovableClock extends Clock {
        private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));

        void pass(Duration time) {
            now.updateAndGet(before -> before.plus(time));
        }

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private String signed(String header, String claims) {
        String text = encode(header) + "." + encode(claims);
        byte[] signature = keys.newest().sign(text.getBytes(StandardCharsets.UTF_8));
        return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    @Test
    void whatWasSignedIsKnownAgainByEveryServiceOnTheFolder() {
        SignedTokens another = new SignedTokens(new SigningKeys(file, clock), LIFE, clock);
        assertThat(another.find(tokens.issue(ANN))).contains(ANN);
    }

    @Test
    void itExpires() {
        String token = tokens.issue(ANN);
        clock.pass(LIFE.plusSeconds(29));
        assertThat(tokens.find(token)).contains(ANN);
        clock.pass(Duration.ofSeconds(1));
        assertThat(tokens.find(token)).isEmpty();
    }

    @Test
    void callsWithinSomeSecondsShareOne() {
        String first = tokens.issue(ANN);
        clock.pass(Duration.ofMillis(9999));
        assertThat(tokens.issue(ANN)).isEqualTo(first);
        assertThat(tokens.issue(new Identity("token:ann", Scope.READ)))
                .as("of another scope")
                .isNotEqualTo(first);
        clock.pass(Duration.ofMillis(1));
        assertThat(tokens.issue(ANN)).isNotEqualTo(first);
    }

    @Test
    void whatWasVerifiedIsNotTakenForLongerThanItLasts() {
        SignedTokens brief = new SignedTokens(keys, Duration.ofSeconds(1), clock);
        String token = brief.issue(ANN);
        clock.pass(Duration.ofMillis(30_950));
        assertThat(brief.find(token)).as("the last moment, kept for a tenth").contains(ANN);
        clock.pass(Duration.ofMillis(50));
        assertThat(brief.find(token)).as("expired since").isEmpty();
    }

    @Test
    void whoeverElseCallsOursIsKnown() {
        String ours = tokens.issue(ANN);
        for (int stranger = 0; stranger < 5000; stranger++) {
            assertThat(tokens.find("stranger-" + stranger)).isEmpty();
            tokens.find(tokens.issue(new Identity("token:" + stranger, Scope.READ)));
        }
        assertThat(tokens.find(ours)).contains(ANN);
    }

    @Test
    void everyChangedByteMakesItVoid() {
        String token = tokens.issue(ANN);
        for (int index = 0; index < token.length(); index++) {
            char other = token.charAt(index) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, index) + other + token.substring(index + 1);
            // The last character of a part carries spare bits: another one may mean the same bytes.
            boolean last = index + 1 == token.length() || token.charAt(index + 1) == '.';
            if (!last) {
                assertThat(tokens.find(changed)).as(changed).isEmpty();
            }
        }
    }

    @Test
    void anotherPlatformsKeyIsNotOurs() {
        KeyFile elsewhere = new KeyFile(folder.resolve("elsewhere/keys.json"));
        String foreign = new SignedTokens(new SigningKeys(elsewhere, clock), LIFE, clock).issue(ANN);
        assertThat(tokens.find(foreign)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "a.b.c",
                "!!.??.##",
                "e30.e30.e30",
                "null.null.null",
                "bnVsbA.bnVsbA.bnVsbA"
            })
    void whatIsNoTokenIsNobodys(String token) {
        assertThat(tokens.find(token)).isEmpty();
        assertThat(tokens.find(token.repeat(2000))).isEmpty();
    }

    @Test
    void onlyOneAlgorithmIsTaken() {
        String kid = keys.newest().id();
        String claims = "{\"iss\":\"weir\",\"sub\":\"token:eve\",\"scope\":\"admin\",\"iat\":%d,\"exp\":%d}"
                .formatted(clock.instant().getEpochSecond(), clock.instant().getEpochSecond() + 100);
        String good = "{\"alg\":\"HS256\",\"kid\":\"%s\"}".formatted(kid);
        assertThat(tokens.find(signed(good, claims))).contains(new Identity("token:eve", Scope.ADMIN));
        for (String header : new String[] {
            "{\"alg\":\"none\",\"kid\":\"%s\"}".formatted(kid),
            "{\"alg\":\"HS512\",\"kid\":\"%s\"}".formatted(kid),
            "{\"alg\":\"hs256\",\"kid\":\"%s\"}".formatted(kid),
            "{\"kid\":\"%s\"}".formatted(kid),
            "{\"alg\":\"HS256\"}",
            "{\"alg\":\"HS256\",\"kid\":\"../../etc/passwd\"}"
        }) {
            assertThat(tokens.find(signed(header, claims))).as(header).isEmpty();
        }
        String unsigned = encode("{\"alg\":\"none\",\"kid\":\"%s\"}".formatted(kid)) + "." + encode(claims) + ".";
        assertThat(tokens.find(unsigned)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"iss\":\"other\",\"sub\":\"a\",\"scope\":\"admin\",\"iat\":%d,\"exp\":%d}",
                "{\"iss\":\"weir\",\"scope\":\"admin\",\"iat\":%d,\"exp\":%d}",
                "{\"iss\":\"weir\",\"sub\":\"a\",\"iat\":%d,\"exp\":%d}",
                "{\"iss\":\"weir\",\"sub\":\"a\",\"scope\":\"root\",\"iat\":%d,\"exp\":%d}",
                "{\"iss\":\"weir\",\"sub\":\"a\",\"scope\":\"admin\",\"iat\":%d}",
                "{\"iss\":\"weir\",\"sub\":\"a\",\"scope\":\"admin\",\"iat\":9%d,\"exp\":99%d}",
            })
    void incompleteClaimsAreNobodys(String claims) {
        long now = clock.instant().getEpochSecond();
        String header =
                "{\"alg\":\"HS256\",\"kid\":\"%s\"}".formatted(keys.newest().id());
        assertThat(tokens.find(signed(header, claims.formatted(now, now + 100))))
                .isEmpty();
    }

    @Test
    void aNewKeyIsLearnedAndTheOldOneGoesOn() throws Exception {
        SignedTokens service = new SignedTokens(new SigningKeys(file, clock), LIFE, clock);
        String before = tokens.issue(ANN);
        String oldKey = keys.newest().id();
        keys.rotate(Duration.ofHours(24));
        assertThat(keys.newest().id()).as("young keys stay").isEqualTo(oldKey);
        clock.pass(Duration.ofMinutes(2));
        keys.rotate(Duration.ofMinutes(1));
        assertThat(keys.newest().id()).isNotEqualTo(oldKey);
        assertThat(service.find(tokens.issue(ANN))).as("by a key it never saw").contains(ANN);
        assertThat(service.find(before)).as("by the key before").contains(ANN);
        clock.pass(Duration.ofHours(25));
        keys.rotate(Duration.ofHours(24));
        assertThat(file.read()).as("those that signed nothing lately go").hasSize(2);
    }

    @Test
    void aTicketOpensOneThingUntilItExpiresWhateverProcessIsAsked() {
        Tickets.Holder holder = new Tickets.Holder(ANN, "0123456789ab", null, true);
        String ticket = new Tickets(keys, LIFE, clock).issue("/stream", holder);
        Tickets restarted = new Tickets(new SigningKeys(file, clock), LIFE, clock);
        assertThat(restarted.find("/stream", ticket)).contains(holder);
        assertThat(restarted.find("/", ticket)).isEmpty();
        assertThat(restarted.find("/streams", ticket)).isEmpty();
        assertThat(restarted.find("/stream", ticket.substring(1))).isEmpty();
        clock.pass(LIFE.plusSeconds(30));
        assertThat(restarted.find("/stream", ticket)).isEmpty();
    }

    @Test
    void aTicketIsNoTokenAndATokenNoTicket() {
        Tickets tickets = new Tickets(keys, LIFE, clock);
        assertThat(tokens.find(tickets.issue("/stream", new Tickets.Holder(ANN, null, null, false))))
                .isEmpty();
        assertThat(tickets.find("/stream", tokens.issue(ANN))).isEmpty();
        String claims = "{\"iss\":\"weir\",\"aud\":\"/stream\",\"sub\":\"a\",\"scope\":\"read\",\"iat\":%d,\"exp\":%d}"
                .formatted(clock.instant().getEpochSecond(), clock.instant().getEpochSecond() + 100);
        for (String type : new String[] {"", ",\"typ\":\"JWT\"", ",\"typ\":\"other+jwt\""}) {
            String header = "{\"alg\":\"HS256\",\"kid\":\"%s\"%s}"
                    .formatted(keys.newest().id(), type);
            assertThat(tickets.find("/stream", signed(header, claims))).as(type).isEmpty();
        }
    }
}
