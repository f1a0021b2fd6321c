package io.tokenwatch.flink.topology;

/** The operators' uids: what binds state in a savepoint to an operator. Never change one. */
public final class Uids {
    public static final String SOURCE = "arrivals";
    public static final String ROUTE = "route";
    public static final String DETECT = "detect";
    public static final String DOCUMENTS = "alert-documents";
    public static final String ALERTS = "alerts-elasticsearch";
    public static final String STATUS = "status-elasticsearch";
    public static final String DEAD_LETTERS = "dead-letters-kafka";

    public static final String POSTURE_OBSERVE = "posture-observe";
    public static final String POSTURE_DISTINCT = "posture-distinct";
    public static final String POSTURE_ALERTS = "posture-alerts";
    public static final String LEDGER_TIES = "ledger-ties";
    public static final String LEDGER_PAGES = "ledger-pages";
    public static final String SIGNING_KEYS = "signing-keys";
    public static final String INDICATORS = "indicators";
    public static final String POSTURE = "posture-elasticsearch";

    /** Of the sink of one delivery; the name is the operator's to choose, and a new one starts with nothing waiting. */
    public static String delivery(String name) {
        return "delivery-" + name;
    }

    static String notices(String delivery) {
        return "notices-" + delivery;
    }

    private Uids() {}
}
