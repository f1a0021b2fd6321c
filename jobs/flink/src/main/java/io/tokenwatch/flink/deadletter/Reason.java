package io.tokenwatch.flink.deadletter;

import java.util.Locale;

/** Why something became a dead letter. */
public enum Reason {
    /** A record without value: nothing to judge, and audit logs are not compacted. */
    TOMBSTONE,
    /** Not in Confluent's wire format. */
    NOT_FRAMED,
    /** Written with a schema that the registry does not have. */
    UNKNOWN_SCHEMA,
    /** Not a record of the schema that it claims, or larger than an event may be. */
    UNREADABLE,
    /** Without event_id, event_type or event_time. */
    INCOMPLETE,
    /** Happened before the year 2000, or more than a day after Kafka got it. */
    IMPOSSIBLE_TIME,
    /** Elasticsearch will never take the document. */
    DOCUMENT_REJECTED,
    /** A receiver of alerts will never take the message. */
    NOTICE_REFUSED,
    /** A receiver of alerts did not take the message for as long as it was tried. */
    NOTICE_UNDELIVERED,
    /** Too many messages waited for a receiver of alerts, and this one had waited longest. */
    NOTICE_OVERFLOW,
    /** The format of a receiver of alerts demands something that the alert does not have. */
    NOTICE_UNWRITABLE;

    /** Whether it is about a message that tells of an alert; the alert itself is in Elasticsearch all the same. */
    public boolean isOfNotice() {
        return name().startsWith("NOTICE_");
    }

    /** As written in dead letters and metrics, such as {@code unknown_schema}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
