package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The commands of pages on who may do what, on what nobody is to know, and on what is told of jobs. */
class DocumentedAccessIT extends DocumentedCommands {

    /** Nobody sits at a terminal here. */
    private static final String TYPED = "(?m)^(\\./weir secrets create )";

    private static final String PIPED = "printf hunter2-typed | $1";

    DocumentedAccessIT(SharedPlatform.Addresses platform) {
        super(platform);
    }

    /** Tokens, users, roles and grants come and go, and things get other owners. */
    @Test
    void whoMayDoWhatIsSaidAsWritten() throws Exception {
        createTable("sales.orders");
        String said = runProgram("./weir stores create shop-lake --kind DUCKDB --properties path=identity.duckdb\n"
                + "./weir roles create steward\n"
                + commands("docs/identity.md"));

        assertThat(said)
                .containsPattern("token +weir_")
                .containsPattern("(?m)^deploy +WRITE")
                .containsPattern("analyst +SELECT|SELECT +.*analyst")
                .contains("user:ben", "token:deploy");
        assertThat(Http.json(get("/api/v1/roles/lead")).path("roles")).hasSize(1);
        delete("/stores/shop-lake");
    }

    /** Stores of brokers that ask who one is, with passwords that were typed. */
    @Test
    void storesOfBrokersThatAskAreMadeAsWritten() throws Exception {
        String commands = commands("docs/kafka.md")
                .replaceAll(TYPED, PIPED)
                .replace("kafka.example.com:9093", "127.0.0.1:1")
                // Made twice on the page, which tells of two brokers.
                .replace(
                        "./weir stores create sales ",
                        "./weir stores delete sales || true; ./weir stores create sales ")
                .replace("test-connection sales", "test-connection sales || echo refused");

        String said = runProgram(commands);

        assertThat(said).contains("The broker does not answer", "hubs-by-token").doesNotContain("hunter2-typed");
        delete("/stores/sales");
        delete("/secrets/sales-hubs");
    }

    /** With a token that has ended, which is found out before MotherDuck is asked. */
    @Test
    void aDatabaseOfMotherDuckIsNamedAsWritten() throws Exception {
        String claims = Base64.getUrlEncoder().encodeToString("{\"exp\":1767225600}".getBytes(StandardCharsets.UTF_8));
        String commands = commands("docs/motherduck.md").replaceAll(TYPED, "printf hunter2." + claims + ".typed | $1");

        String said = runProgram(commands);

        assertThat(said)
                .containsPattern("ok +false")
                .contains("the token ended at 2026-01-01T00:00:00Z")
                .contains("maxRows: 122880", "maxWaitMillis: 60000")
                .doesNotContain("hunter2");
        delete("/pipelines/till");
        delete("/stores/duck");
    }

    /** A run, its tags, and its log, which is stored, read in part and removed. */
    @Test
    void lineageIsToldAndTaggedAsWritten() throws Exception {
        Files.writeString(folder.resolve("run.log"), "one line\n".repeat(200));

        String said = runPage("docs/lineage.md");

        assertThat(said).contains("one line\n");
        assertThat(get("/api/v1/search?tag=pii")).contains("s3://lake", "clean");
        assertThat(Http.get(platform.gateway() + "/api/v1/datasets/artifacts/jobs/load/run.log")
                        .statusCode())
                .isEqualTo(404);
    }

    /** Who listens is heard until they leave; an address that is to be told is taken. */
    @Test
    void eventsAreListenedToAsWritten() throws Exception {
        // Who listens does so without end; no other call is cut off.
        String listening = """
                curl() {
                  case " $* " in
                  *" -N "*) command curl --fail-with-body --max-time 2 "$@" || [ $? = 28 ] ;;
                  *) command curl --fail-with-body "$@" ;;
                  esac
                }
                """;

        String said = runProgram(listening + commands("docs/live-events.md"));

        assertThat(said).contains("run.failed");
    }

    /** A secret is given, and what it is encrypted with may change. */
    @Test
    void secretsAreGivenAndEncryptedAnewAsWritten() throws Exception {
        String said = runProgram("export SALES_HUBS=hunter2-of-the-hubs\n" + commands("docs/secrets.md"));

        assertThat(said).contains("\"unreadable\":[]").doesNotContain("hunter2-of-the-hubs");
        assertThat(folder.resolve("weir-keys")).content().matches("2026-11:[A-Za-z0-9+/]{43}=\n");
        delete("/secrets/sales-hubs");
    }
}
