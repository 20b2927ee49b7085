package io.weir.platform.gateway.http;

import java.util.Arrays;
import java.util.HexFormat;
import org.springframework.util.StringUtils;

/** Who calls, as far as an address tells. */
final class CallerAddress {

    private static final int NETWORK_BYTES = 8;

    private CallerAddress() {}

    /** The address itself; of IPv6 its network of 64 bits, since one caller has all addresses of such a network. */
    static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        byte[] bytes = bytes(StringUtils.delete(address, "[").split("[%\\]]", 2)[0]);
        return HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES)) + "/64";
    }

    /** Reads a literal, never a name: nothing is looked up. */
    private static byte[] bytes(String literal) {
        try {
            return java.net.InetAddress.getByName(literal).getAddress();
        } catch (java.net.UnknownHostException notAnAddress) {
            throw new IllegalArgumentException(notAnAddress);
        }
    }
}
