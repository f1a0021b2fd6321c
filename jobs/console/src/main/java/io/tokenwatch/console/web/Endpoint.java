package io.tokenwatch.console.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenwatch.console.access.Role;

/**
 * One question that the page asks.
 *
 * @param changes whether it is a POST, which wants the session's token
 * @param path below {@code /api}, such as {@code /alerts/{id}}
 * @param least who may ask
 */
public record Endpoint(boolean changes, String path, Role least, Answer answer) {
    /** Answers a question; {@link Refusal} if it cannot. */
    @FunctionalInterface
    public interface Answer {
        JsonNode to(Request request);
    }

    /** For everybody who is signed in. */
    public static Endpoint get(String path, Answer answer) {
        return new Endpoint(false, path, Role.VIEWER, answer);
    }

    /** For those of a role. */
    public static Endpoint get(String path, Role least, Answer answer) {
        return new Endpoint(false, path, least, answer);
    }

    public static Endpoint post(String path, Role least, Answer answer) {
        return new Endpoint(true, path, least, answer);
    }
}
