package io.weir.platform.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerAddressTest {

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.3",
        "2001:db8:1:2:aaaa::1, 20010db800010002/64",
        "2001:db8:1:2:bbbb::2, 20010db800010002/64",
        "fe80:0:0:0:1:2:3:4%eth0, fe80000000000000/64",
        "0:0:0:0:0:0:0:1, 0000000000000000/64",
    })
    void anIpv6NetworkIsOneCaller(String address, String caller) {
        assertThat(CallerAddress.network(address)).isEqualTo(caller);
    }
}
