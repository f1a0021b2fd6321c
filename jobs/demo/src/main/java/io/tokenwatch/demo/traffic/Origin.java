package io.tokenwatch.demo.traffic;

/** Where a request comes from, and with what. */
record Origin(Network network, String ip, Agent agent) {
    static Origin on(Network network, int host, Agent agent) {
        return new Origin(network, network.v4(host), agent);
    }

    /** The same device elsewhere. */
    Origin roamingTo(Network other, int host) {
        return on(other, host, agent);
    }

    Origin with(Agent other) {
        return new Origin(network, ip, other);
    }

    Origin overV6(int host) {
        return new Origin(network, network.v6(host), agent);
    }

    @Override
    public String toString() {
        return network + " with " + agent.product();
    }
}
