package io.weir.support.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The workers' own identity is used for what an operator named, and for nothing that only looks like it. */
class OwnIdentityTest {

    private final OwnIdentity named = new OwnIdentity(
            List.of(" Sales.ServiceBus.windows.net ", "localhost:5671", "*.servicebus.chinacloudapi.cn", ""));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sales.servicebus.windows.net",
                "SALES.servicebus.windows.net",
                "localhost:5671",
                "any.servicebus.chinacloudapi.cn"
            })
    void whatIsNamedMayBeReadByIt(String namespace) {
        assertThat(named.isFor(namespace)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "other.servicebus.windows.net",
                "sales.servicebus.windows.net:5671",
                "sales.servicebus.windows.net.example.com",
                "xsales.servicebus.windows.net",
                "localhost",
                "localhost:5672",
                "servicebus.chinacloudapi.cn",
                "a.b.servicebus.chinacloudapi.cn",
                "evil.example/.servicebus.chinacloudapi.cn",
                "any.servicebus.chinacloudapi.cn:5671",
                ""
            })
    void nothingElseMay(String namespace) {
        assertThat(named.isFor(namespace)).isFalse();
        assertThat(new OwnIdentity(List.of()).isFor(namespace)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "*.example.com", "*.windows.net", "https://sales.servicebus.windows.net/", "a b"})
    void anEntryThatIsNoneIsNamed(String entry) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OwnIdentity(List.of(entry)))
                .withMessageContaining("weir.azure.identity-namespaces")
                .withMessageContaining(entry);
    }

    @Test
    void azuresOwnHostsAreKnown() {
        assertThat(OwnIdentity.isOfAzure("Sales.servicebus.windows.net")).isTrue();
        assertThat(OwnIdentity.isOfAzure("sales.servicebus.windows.net.example.com"))
                .isFalse();
    }
}
