package io.tokenwatch.bench.workload;

import java.nio.charset.StandardCharsets;

/** The scope vocabulary: 12 resources, each with four verbs. */
public final class Scopes {
    private static final String[] RESOURCES = {
        "orders",
        "invoices",
        "profile",
        "mail",
        "files",
        "calendar",
        "payments",
        "reports",
        "devices",
        "tickets",
        "accounts",
        "audit"
    };
    private static final String[] VERBS = {"read", "write", "delete", "admin"};

    /** Number of scopes; below 64, so that a set of them fits a long. */
    public static final int COUNT = RESOURCES.length * VERBS.length;

    private static final byte[][] NAMES = names();

    private Scopes() {}

    /** As rules write it. */
    public static String text(int scope) {
        return new String(NAMES[scope], StandardCharsets.US_ASCII);
    }

    static byte[] name(int scope) {
        return NAMES[scope];
    }

    private static byte[][] names() {
        byte[][] names = new byte[COUNT][];
        for (int i = 0; i < COUNT; i++) {
            String name = RESOURCES[i / VERBS.length] + ':' + VERBS[i % VERBS.length];
            names[i] = name.getBytes(StandardCharsets.US_ASCII);
        }
        return names;
    }
}
