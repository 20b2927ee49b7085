package io.weir.support.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users write down leads nowhere that only the platform can reach, unless an operator said so. */
final class OutboundRulesTest {

    private final OutboundRules strict = new OutboundRules(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "localhost",
                "LOCALHOST",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "168.63.129.16",
                "[::ffff:168.63.129.16]",
                "100.64.0.1",
                "224.0.0.1",
                "[::1]",
                "[::]",
                "[fe80::1]",
                "[fd00:ec2::254]",
                "[::ffff:10.0.0.1]",
                "[::127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[64:ff9b:1::a00:1]",
                "[2002:a00:1::1]",
                "255.255.255.255"
            })
    void whatIsNotPublicIsRefused(String host) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> strict.check("url", host))
                .satisfies(refused -> assertThat(refused.problem()).isEqualTo(CommonProblem.INVALID_REQUEST))
                .withMessageContaining("url");
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> strict.require(host))
                .satisfies(refused -> assertThat(refused.problem()).isEqualTo(CommonProblem.ADDRESS_REFUSED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "[2001:4860:4860::8888]", "1.1.1.1"})
    void whatIsPublicIsNot(String host) {
        assertThatCode(() -> strict.check("url", host)).doesNotThrowAnyException();
        assertThatCode(() -> strict.require(host)).doesNotThrowAnyException();
    }

    @Test
    void aNameIsJudgedByItsAddressesWhenItIsConnectedTo() throws Exception {
        String self = java.net.InetAddress.getLoopbackAddress().getCanonicalHostName();

        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> strict.require(self));
        assertThatCode(() -> new OutboundRules(List.of(self)).require(self)).doesNotThrowAnyException();
        assertThatCode(() -> strict.check("url", "broker.example.com")).doesNotThrowAnyException();
        assertThatCode(() -> strict.require("no-such-host.invalid")).doesNotThrowAnyException();
    }

    @Test
    void operatorsAllowHostsAndNetworks() {
        OutboundRules rules = new OutboundRules(List.of("10.20.0.0/16", "kafka", "*.internal.example.com", "fd00::/8"));

        assertThatCode(() -> rules.require("10.20.3.4")).doesNotThrowAnyException();
        assertThatCode(() -> rules.require("[fd00::1]")).doesNotThrowAnyException();
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> rules.require("10.21.3.4"));
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> rules.require("localhost"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/40", "a b", "http://kafka", "10.0.0.300", "*"})
    void anEntryThatIsNoneIsNamed(String entry) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OutboundRules(List.of(entry)))
                .withMessageContaining(entry)
                .withMessageContaining("weir.outbound.allowed");
    }
}
