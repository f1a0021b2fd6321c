package io.tokenwatch.devstack;

/** A server could not be started. The message says which, why, where its log is and how that log ends. */
public final class StartFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StartFailedException(String message) {
        super(message);
    }

    StartFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
