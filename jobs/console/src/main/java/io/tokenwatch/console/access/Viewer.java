package io.tokenwatch.console.access;

/**
 * Who is signed in.
 *
 * @param id what actions are signed with: the subject at the identity provider
 * @param name for people
 */
public record Viewer(String id, String name, Role role, Tenants tenants) {}
