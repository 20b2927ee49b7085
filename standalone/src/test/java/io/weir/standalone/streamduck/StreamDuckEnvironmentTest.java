package io.weir.standalone.streamduck;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.standalone.configuration.Fault;
import io.weir.standalone.configuration.SecretText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamDuckEnvironmentTest {

    private static final Path FOLDER = Path.of("/home/somebody");
    private static final String KEY = "a-key-that-nobody-sees";
    private static final String TOKEN = "a-token-that-nobody-sees";
    private static final String CONNECTION =
            "Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=R;SharedAccessKey=" + KEY;

    private final Map<String, String> variables = new HashMap<>(Map.of(
            "EVENTHUB_NAMESPACE", "shop.servicebus.windows.net",
            "EVENTHUB_CONNECTION_STRING", CONNECTION,
            "EVENTHUBNAME_1", "orders",
            "EVENTHUBNAME_1_CONSUMER_GROUP", "$Default",
            "MOTHERDUCK_1_DATABASE", "lake",
            "MOTHERDUCK_1_SCHEMA", "ingest",
            "MOTHERDUCK_1_TABLE", "orders",
            "MOTHERDUCK_1_TOKEN", TOKEN));

    @Test
    void aMappingIsAHubAndATableOfOneNumber() {
        StreamDuckEnvironment read = read();

        assertThat(read.faults()).isEmpty();
        assertThat(read.warnings()).isEmpty();
        assertThat(read.mappings())
                .containsExactly(new Mapping(
                        "1",
                        new HubSource(
                                "shop.servicebus.windows.net",
                                "orders",
                                "$Default",
                                StartPosition.EARLIEST,
                                java.util.Optional.of(new SecretText(CONNECTION))),
                        new TableTarget.MotherDuck("lake", "ingest.orders", new SecretText(TOKEN)),
                        1000));
        assertThat(read.control()).isEqualTo(new ControlTable(java.util.Optional.empty(), "main", "ingestion_status"));
        assertThat(read.knobs())
                .isEqualTo(
                        new Knobs(1000, Duration.ofMinutes(1), 10, Duration.ofMinutes(1), 3, Duration.ofSeconds(30)));
    }

    @Test
    void whatTheExampleOfStreamDuckSetsIsKnown() {
        variables.putAll(Map.of(
                "MOTHERDUCK_TOKEN", TOKEN,
                "MOTHERDUCK_DATABASE", "lake",
                "TARGET_DB", "lake",
                "TARGET_SCHEMA", "control",
                "TARGET_TABLE", "waterlevel",
                "MOTHERDUCK_1_BATCH", "500",
                "SMART_RETRY_ENABLED", "false",
                "SMART_RETRY_LLM_PROVIDER", "openai",
                "SMART_RETRY_LLM_ENDPOINT", "",
                "LOGFIRE_ENABLED", "false"));

        StreamDuckEnvironment read = read();

        assertThat(read.faults()).isEmpty();
        assertThat(read.warnings()).isEmpty();
        assertThat(read.mappings().get(0).batch()).isEqualTo(500);
        assertThat(read.control().qualified()).isEqualTo("control.waterlevel");
    }

    @Test
    void mappingsAreInTheOrderOfTheirNumbers() {
        Stream.of("10", "2")
                .forEach(number -> variables.putAll(Map.of(
                        "EVENTHUBNAME_" + number, "hub" + number,
                        "EVENTHUBNAME_" + number + "_CONSUMER_GROUP", "weir",
                        "MOTHERDUCK_" + number + "_DATABASE", "lake",
                        "MOTHERDUCK_" + number + "_SCHEMA", "ingest",
                        "MOTHERDUCK_" + number + "_TABLE", "t" + number)));
        variables.put("MOTHERDUCK_TOKEN", TOKEN);

        assertThat(read().faults()).isEmpty();
        assertThat(read().mappings()).extracting(Mapping::number).containsExactly("1", "2", "10");
    }

    @Test
    void aFileOfDuckDbNeedsNoToken() {
        variables.remove("MOTHERDUCK_1_TOKEN");
        variables.put("MOTHERDUCK_1_DATABASE", "data/shop.duckdb");
        variables.put("TARGET_DB", "./data/shop.duckdb");

        assertThat(read().faults()).isEmpty();
        assertThat(read().warnings()).isEmpty();
        assertThat(read().mappings().get(0).target())
                .isEqualTo(new TableTarget.File(Path.of("/home/somebody/data/shop.duckdb"), "ingest.orders"));
    }

    @ParameterizedTest
    @CsvSource({
        "EVENTHUB_NAMESPACE, <your-eventhub-namespace>, NAME.servicebus.windows.net",
        "EVENTHUB_NAMESPACE, shop, NAME.servicebus.windows.net",
        "EVENTHUBNAME_1, or ders, the name of a hub",
        "EVENTHUBNAME_1_CONSUMER_GROUP, a/b, a consumer group",
        "EVENTHUBNAME_1_START_POSITION, yesterday, EARLIEST",
        "MOTHERDUCK_1_DATABASE, <your-ingest-database>, a database of MotherDuck",
        "MOTHERDUCK_1_DATABASE, x;session_init_sql_file=/s.sql, a database of MotherDuck",
        "MOTHERDUCK_1_DATABASE, md:weir, a database of MotherDuck",
        "MOTHERDUCK_1_DATABASE, data/Weir.duckdb, a database of MotherDuck",
        "MOTHERDUCK_1_SCHEMA, weir, another schema",
        "MOTHERDUCK_1_SCHEMA, in.gest, letters",
        "MOTHERDUCK_1_TABLE, 1st, letters",
        "MOTHERDUCK_1_BATCH, many, 1 to 2000000",
        "MOTHERDUCK_1_BATCH, 0, 1 to 2000000",
        "TARGET_TABLE, a-b, letters",
        "MAX_WAIT_TIME, 3601, 1 to 3600",
        "MAX_CONCURRENT_MAPPINGS, none, 1 to 1000",
    })
    void whatDoesNotFitIsTold(String name, String value, String allowed) {
        variables.put(name, value);

        assertThat(read().faults()).anySatisfy(fault -> {
            assertThat(fault.variable()).isEqualTo(name);
            assertThat(fault.sentence())
                    .startsWith(name + " is '" + value + "'; allowed: ")
                    .contains(allowed);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EVENTHUB_NAMESPACE",
                "EVENTHUBNAME_1_CONSUMER_GROUP",
                "MOTHERDUCK_1_DATABASE",
                "MOTHERDUCK_1_SCHEMA",
                "MOTHERDUCK_1_TABLE",
                "MOTHERDUCK_1_TOKEN"
            })
    void whatIsMissingIsTold(String name) {
        variables.put(name, " ");

        assertThat(read().faults()).singleElement().satisfies(fault -> assertThat(fault.sentence())
                .startsWith(name + " is missing; allowed: "));
    }

    @Test
    void allFaultsAreToldAtOnce() {
        variables.put("EVENTHUBNAME_1", "?");
        variables.remove("MOTHERDUCK_1_TABLE");
        variables.put("MOTHERDUCK_1_BATCH", "-1");
        variables.put("MOTHERDUCK_1_SCHEMA_NAME", "ingest");

        assertThat(read().faults())
                .extracting(Fault::variable)
                .containsExactlyInAnyOrder(
                        "EVENTHUBNAME_1", "MOTHERDUCK_1_TABLE", "MOTHERDUCK_1_BATCH", "MOTHERDUCK_1_SCHEMA_NAME");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EVENTHUBNAME_1_GROUP",
                "EVENTHUB_NAME",
                "MOTHERDUCK_1",
                "MOTHERDUCK_X_TABLE",
                "SMART_RETRY_MODEL"
            })
    void unknownNamesAreFaultsWhoseValuesAreNotRepeated(String name) {
        variables.put(name, KEY);

        assertThat(read().faults()).singleElement().satisfies(fault -> {
            assertThat(fault.sentence()).startsWith(name + " is not known; allowed: ");
            assertThat(fault.toString()).doesNotContain(KEY);
        });
    }

    @Test
    void namesOfOthersAreNoneOfOurBusiness() {
        variables.putAll(Map.of("PATH", "/bin", "REGION", "moon", "motherduck_token", "x", "TARGET_ARCH", "arm64"));

        assertThat(read().faults()).isEmpty();
        assertThat(read().warnings()).isEmpty();
    }

    @Test
    void anUnmappedSideIsAWarning() {
        variables.put("EVENTHUBNAME_2", "returns");
        variables.put("MOTHERDUCK_3_DATABASE", "lake");

        assertThat(read().faults()).isEmpty();
        assertThat(read().warnings())
                .containsExactly(
                        "EVENTHUBNAME_2 has no MOTHERDUCK_2_DATABASE: it is not read",
                        "MOTHERDUCK_3_… has no EVENTHUBNAME_3: nothing is written there");
    }

    @Test
    void nothingToRunIsAFault() {
        assertThat(StreamDuckEnvironment.read(Map.of(), FOLDER, List.of()).faults())
                .extracting(Fault::sentence)
                .anySatisfy(sentence -> assertThat(sentence).startsWith("EVENTHUB_NAMESPACE is missing"))
                .anySatisfy(sentence -> assertThat(sentence).contains("at least one hub and its table"));
    }

    @Test
    void twoReadersOfAHubNeedGroupsOfTheirOwn() {
        variables.putAll(Map.of(
                "EVENTHUBNAME_2", "Orders",
                "EVENTHUBNAME_2_CONSUMER_GROUP", "$default",
                "MOTHERDUCK_2_DATABASE", "lake",
                "MOTHERDUCK_2_SCHEMA", "ingest",
                "MOTHERDUCK_2_TABLE", "again",
                "MOTHERDUCK_2_TOKEN", TOKEN));

        assertThat(read().faults()).extracting(Fault::variable).containsExactly("EVENTHUBNAME_2_CONSUMER_GROUP");
    }

    @Test
    void moreMappingsThanMayRunAreAFault() {
        variables.put("MAX_CONCURRENT_MAPPINGS", "1");
        assertThat(read().faults()).isEmpty();
        variables.putAll(Map.of(
                "EVENTHUBNAME_2", "returns",
                "EVENTHUBNAME_2_CONSUMER_GROUP", "$Default",
                "MOTHERDUCK_2_DATABASE", "lake",
                "MOTHERDUCK_2_SCHEMA", "ingest",
                "MOTHERDUCK_2_TABLE", "returns",
                "MOTHERDUCK_2_TOKEN", TOKEN));

        assertThat(read().faults()).singleElement().satisfies(fault -> assertThat(fault.sentence())
                .isEqualTo("MAX_CONCURRENT_MAPPINGS is 1, but there are 2 mappings;"
                        + " allowed: at least 2, or fewer mappings"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                KEY,
                "Endpoint=sb://other.servicebus.windows.net/;SharedAccessKey=" + KEY,
                "Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=" + KEY,
                CONNECTION + ";EntityPath=returns"
            })
    void aConnectionStringThatDoesNotFitIsNotRepeated(String text) {
        variables.put("EVENTHUBNAME_1_CONNECTION_STRING", text);

        assertThat(read().faults()).singleElement().satisfies(fault -> {
            assertThat(fault.variable()).isEqualTo("EVENTHUBNAME_1_CONNECTION_STRING");
            assertThat(fault.toString()).doesNotContain(KEY);
        });
    }

    @Test
    void aConnectionStringOfTheHubComesBeforeThatOfTheNamespace() {
        String own = CONNECTION + ";EntityPath=orders";
        variables.put("EVENTHUBNAME_1_CONNECTION_STRING", own);

        assertThat(read().faults()).isEmpty();
        assertThat(read().mappings().get(0).source().connectionString()).contains(new SecretText(own));
    }

    @Test
    void theFileOfStreamDuckNeedsNoConnectionString() {
        assertThat(read().identityNamespaces()).isEmpty();
        variables.remove("EVENTHUB_CONNECTION_STRING");

        assertThat(read().faults()).isEmpty();
        assertThat(read().mappings().get(0).source().connectionString()).isEmpty();
        assertThat(read().identityNamespaces()).isEqualTo("shop.servicebus.windows.net");
    }

    @Test
    void aTokenGoesToAzureOrWhereSomebodyNamed() {
        variables.remove("EVENTHUB_CONNECTION_STRING");
        variables.put("EVENTHUB_NAMESPACE", "localhost:5671");
        assertThat(read().faults()).singleElement().satisfies(fault -> assertThat(fault.sentence())
                .startsWith("EVENTHUB_CONNECTION_STRING is missing; allowed: ")
                .contains("WEIR_AZURE_IDENTITY_NAMESPACES"));

        variables.put("WEIR_AZURE_IDENTITY_NAMESPACES", "other.servicebus.windows.net, localhost:5671");
        assertThat(read().faults()).isEmpty();
        assertThat(read().identityNamespaces()).isEqualTo("other.servicebus.windows.net, localhost:5671");

        variables.put("EVENTHUB_NAMESPACE", "shop.servicebus.windows.net");
        assertThat(read().faults()).extracting(Fault::variable).containsExactly("EVENTHUB_CONNECTION_STRING");

        variables.put("WEIR_AZURE_IDENTITY_NAMESPACES", "*");
        assertThat(read().faults()).extracting(Fault::variable).containsExactly("WEIR_AZURE_IDENTITY_NAMESPACES");
    }

    @Test
    void whereToBeginMayBeSequences() {
        variables.put("EVENTHUBNAME_1_START_POSITION", "0:1200, 1:1180");

        assertThat(read().mappings().get(0).source().start())
                .isEqualTo(new StartPosition(StartPosition.Kind.SEQUENCE, Map.of("0", 1200L, "1", 1180L)));
    }

    @Test
    void knobsAreTakenInEitherCaseAndThoseOfNoUseAreWarnedOf() {
        variables.putAll(Map.of(
                "MAX_BATCH_SIZE", "70",
                "max_wait_time", "5",
                "health_check_interval_seconds", "9",
                "MAX_PIPELINE_RESTART_ATTEMPTS", "0",
                "PIPELINE_RESTART_DELAY_SECONDS", "2",
                "PREFETCH_COUNT", "300",
                "TARGET_DB", "control"));

        assertThat(read().knobs())
                .isEqualTo(new Knobs(70, Duration.ofSeconds(5), 10, Duration.ofSeconds(9), 0, Duration.ofSeconds(2)));
        assertThat(read().mappings().get(0).batch()).isEqualTo(70);
        assertThat(read().warnings())
                .hasSize(2)
                .anyMatch(warning -> warning.startsWith("PREFETCH_COUNT has no effect"))
                .anyMatch(warning -> warning.startsWith("TARGET_DB is control, but"));
    }

    @Test
    void aModelIsAskedOnlyWhereItIsSwitchedOnAndItsKeyLeavesTheMachineEncrypted() {
        variables.put("SMART_RETRY_LLM_API_KEY", KEY);
        assertThat(read().retryModel()).isEmpty();
        assertThat(read().faults()).isEmpty();

        variables.put("SMART_RETRY_ENABLED", "true");
        RetryModel model = read().retryModel().orElseThrow();
        assertThat(model.completions()).hasToString("https://api.openai.com/v1/chat/completions");
        assertThat(List.of(model.attempts(), model.timeout().toSeconds(), model.cached()))
                .isEqualTo(List.of(3, 30L, true));
        assertThat(model.toString()).doesNotContain(KEY);

        variables.put("SMART_RETRY_LLM_ENDPOINT", "http://models.example/v1");
        variables.put("SMART_RETRY_ENABLE_CACHING", "sometimes");
        assertThat(read().faults())
                .extracting(Fault::variable)
                .containsExactlyInAnyOrder("SMART_RETRY_LLM_ENDPOINT", "SMART_RETRY_ENABLE_CACHING");
        variables.put("SMART_RETRY_ENABLE_CACHING", "false");
        variables.put("SMART_RETRY_LLM_ENDPOINT", "http://localhost:11434/v1/");
        variables.remove("SMART_RETRY_LLM_API_KEY");
        assertThat(read().faults()).isEmpty();
        assertThat(read().retryModel().orElseThrow().completions())
                .hasToString("http://localhost:11434/v1/chat/completions");
        variables.remove("SMART_RETRY_LLM_ENDPOINT");
        assertThat(read().faults()).extracting(Fault::variable).containsExactly("SMART_RETRY_LLM_API_KEY");
    }

    @Test
    void nobodyIsShownASecret() {
        StreamDuckEnvironment read = read();

        assertThat(read.toString() + EnvironmentDocument.of(read, true)).doesNotContain(KEY, TOKEN);
    }

    private StreamDuckEnvironment read() {
        return StreamDuckEnvironment.read(variables, FOLDER, List.of());
    }
}
