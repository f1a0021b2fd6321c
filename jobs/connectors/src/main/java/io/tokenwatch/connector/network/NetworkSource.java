package io.tokenwatch.connector.network;

/**
 * A database that filled network fields, for the provenance of an answer.
 *
 * @param file as it was named
 * @param type as the database calls itself, such as {@code GeoLite2-ASN}
 * @param built when, in milliseconds since the epoch
 * @param sha256 of the file, in hexadecimal
 */
public record NetworkSource(String file, String type, long built, String sha256) {}
