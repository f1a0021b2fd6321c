package io.tokenwatch.demo.traffic;

/**
 * An autonomous system. Numbers are from the private range (RFC 6996), addresses from the benchmarking and documentation
 * blocks (RFC 2544, RFC 3849), so that no real network is accused.
 */
enum Network {
    NORTHWIND_FIBRE("isp", "DE"),
    RHEIN_KABEL("isp", "DE"),
    GALLIA_TELECOM("isp", "FR"),
    IBERIA_FIBRA("isp", "ES"),
    ATLANTIC_CABLE("isp", "US"),
    PRAIRIE_BROADBAND("isp", "US"),
    SAKURA_NET("isp", "JP"),
    HARBOUR_DSL("isp", "GB"),
    FUNKNETZ_MOBIL("mobile", "DE"),
    LIBERTY_WIRELESS("mobile", "US"),
    HIKARI_MOBILE("mobile", "JP"),
    BURROW_VPN("vpn", "NL"),
    CORPORATE_VPN("vpn", "IE"),
    ORBIT_LINK("satellite", "US"),
    STRATUS_CLOUD("hosting", "US"),
    NIMBUS_COMPUTE("hosting", "IE"),
    CIRRUS_METAL("hosting", "DE"),
    ALTO_CLOUD("hosting", "JP"),
    DISCOUNT_VPS("hosting", "MD"),
    SHORELINE_COLO("hosting", "SC"),
    POLAR_RACK("hosting", "RU");

    private final String asType;
    private final String country;

    Network(String asType, String country) {
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
        return 64_600 + ordinal() * 7L;
    }

    /** One of the network's 4,094 hosts. */
    String v4(int host) {
        int block = ordinal() * 16 + (host >> 8 & 15);
        return "198." + (18 + block / 256) + '.' + block % 256 + '.' + (1 + host % 254);
    }

    String v6(int host) {
        return "2001:db8:" + Integer.toHexString(0x100 + ordinal()) + "::" + Integer.toHexString(0x1000 + host);
    }

    @Override
    public String toString() {
        return "AS" + asn() + " (" + asType + ", " + country + ")";
    }
}
