package io.tokenwatch.flink.posture;

import io.tokenwatch.posture.SeenEvents;

/**
 * The events of a part of a minute.
 *
 * @param minute start of it, milliseconds since the epoch
 */
record SeenPart(long minute, SeenEvents events) {}
