package io.tokenwatch.demo.traffic;

import java.util.List;

/** A customer with its own authorization server; names of users and clients are unique only within it. */
record Tenant(String name, List<Network> isps, Network mobile, List<Network> hosting) {
    static final List<Tenant> ALL = List.of(
            new Tenant(
                    "acme",
                    List.of(Network.NORTHWIND_FIBRE, Network.RHEIN_KABEL, Network.GALLIA_TELECOM, Network.IBERIA_FIBRA),
                    Network.FUNKNETZ_MOBIL,
                    List.of(Network.CIRRUS_METAL, Network.NIMBUS_COMPUTE)),
            new Tenant(
                    "globex",
                    List.of(Network.ATLANTIC_CABLE, Network.PRAIRIE_BROADBAND, Network.HARBOUR_DSL),
                    Network.LIBERTY_WIRELESS,
                    List.of(Network.STRATUS_CLOUD, Network.NIMBUS_COMPUTE)),
            new Tenant(
                    "initech",
                    List.of(Network.SAKURA_NET, Network.ATLANTIC_CABLE),
                    Network.HIKARI_MOBILE,
                    List.of(Network.ALTO_CLOUD, Network.STRATUS_CLOUD)));

    String issuer() {
        return "https://login." + name + ".example";
    }
}
