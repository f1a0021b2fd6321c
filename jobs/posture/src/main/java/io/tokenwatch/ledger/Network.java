package io.tokenwatch.ledger;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The network that a token was presented from: {@code AS64500}, else the /24 or /48 of the address. */
final class Network {
    private Network() {}

    static @Nullable String of(TokenEvent event) {
        if (event.has(Field.SRC_ASN)) {
            return "AS" + event.number(Field.SRC_ASN);
        }
        String ip = event.text(Field.SRC_IP);
        return ip == null || ip.length() > 45 ? null : ip.indexOf(':') >= 0 ? v6(ip) : v4(ip);
    }

    private static @Nullable String v4(String ip) {
        return ip.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}") ? ip.substring(0, ip.lastIndexOf('.')) + ".0/24" : null;
    }

    /** What holds a colon is an address or refused: no name is looked up. */
    private static @Nullable String v6(String ip) {
        try {
            byte[] bytes = InetAddress.getByName(ip).getAddress();
            if (bytes.length == 4) {
                return v4(InetAddress.getByAddress(bytes).getHostAddress());
            }
            HexFormat hex = HexFormat.of();
            return hex.formatHex(bytes, 0, 2) + ":" + hex.formatHex(bytes, 2, 4) + ":" + hex.formatHex(bytes, 4, 6)
                    + "::/48";
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
