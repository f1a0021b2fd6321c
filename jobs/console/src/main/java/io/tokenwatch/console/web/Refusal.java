package io.tokenwatch.console.web;

import java.io.Serial;

/** A question that gets no answer, and why, in words for people. */
public final class Refusal extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String kind;

    private Refusal(int status, String kind, String message) {
        super(message);
        this.status = status;
        this.kind = kind;
    }

    /** There is none, or it is somebody else's: nobody can tell which. */
    public static Refusal notFound(String what) {
        return new Refusal(404, "not_found", what);
    }

    public static Refusal wrong(String what) {
        return new Refusal(400, "wrong", what);
    }

    public static Refusal signedOut() {
        return new Refusal(401, "signed_out", "Sign in first, or again: sessions end.");
    }

    public static Refusal forbidden(String what) {
        return new Refusal(403, "forbidden", what);
    }

    int status() {
        return status;
    }

    String kind() {
        return kind;
    }
}
