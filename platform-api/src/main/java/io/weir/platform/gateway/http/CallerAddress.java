package io.weir.platform.gateway.http;

import io.weir.support.identity.Identity;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.HexFormat;
import org.springframework.util.StringUtils;

/** Who calls, as far as an address tells. */
final class CallerAddress {

    private static final int NETWORK_BYTES = 8;

    private CallerAddress() {}

    /** By what callers are told apart: who they are, or from where they call where nobody has to say. */
    static String caller(HttpServletRequest request) {
        return Identity.of(request).map(Identity::name).orElseGet(() -> network(request.getRemoteAddr()));
    }

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
