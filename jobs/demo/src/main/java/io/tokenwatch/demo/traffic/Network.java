package io.tokenwatch.demo.traffic;

import java.util.List;

/**
 * An autonomous system. Numbers are from the private range (RFC 6996), addresses from the benchmarking and documentation
 * blocks (RFC 2544, RFC 3849), so that no real network is accused.
 */
enum Network {
    NORTHWIND_FIBRE(0, "isp", "DE"),
    RHEIN_KABEL(1, "isp", "DE"),
    GALLIA_TELECOM(2, "isp", "FR"),
    IBERIA_FIBRA(3, "isp", "ES"),
    ATLANTIC_CABLE(4, "isp", "US"),
    PRAIRIE_BROADBAND(5, "isp", "US"),
    SAKURA_NET(6, "isp", "JP"),
    HARBOUR_DSL(7, "isp", "GB"),
    FUNKNETZ_MOBIL(8, "mobile", "DE"),
    LIBERTY_WIRELESS(9, "mobile", "US"),
    HIKARI_MOBILE(10, "mobile", "JP"),
    BURROW_VPN(11, "vpn", "NL"),
    CORPORATE_VPN(12, "vpn", "IE"),
    ORBIT_LINK(13, "satellite", "US"),
    STRATUS_CLOUD(14, "hosting", "US"),
    NIMBUS_COMPUTE(15, "hosting", "IE"),
    CIRRUS_METAL(16, "hosting", "DE"),
    ALTO_CLOUD(17, "hosting", "JP"),
    DISCOUNT_VPS(18, "hosting", "MD"),
    SHORELINE_COLO(19, "hosting", "SC"),
    POLAR_RACK(20, "hosting", "RU");

    /** No tenant lives there. */
    static final List<Network> SHADY = List.of(DISCOUNT_VPS, SHORELINE_COLO, POLAR_RACK);

    private final int number;
    private final String asType;
    private final String country;

    Network(int number, String asType, String country) {
        this.number = number;
        this.asType = asType;
        this.country = country;
    }

    /** As in {@code src.as_type}. */
    String asType() {
        return asType;
    }

    /** ISO 3166 code. */
    String country() {
        return country;
    }

    long asn() {
        return 64_600 + number * 7L;
    }

    /** One of the network's 4,094 hosts. */
    String v4(int host) {
        int block = number * 16 + (host >> 8 & 15);
        return "198." + (18 + block / 256) + '.' + block % 256 + '.' + (1 + host % 254);
    }

    String v6(int host) {
        return "2001:db8:" + Integer.toHexString(0x100 + number) + "::" + Integer.toHexString(0x1000 + host);
    }

    @Override
    public String toString() {
        return "AS" + asn() + " (" + asType + ", " + country + ")";
    }
}
