package io.pulsegate.live;

/**
 * One result of a question, encoded once for all who watch it.
 *
 * @param json a GraphQL execution result, {@code {"data":…,"errors":…}}, in UTF-8; shared, never
 *     changed
 */
@SuppressWarnings("ArrayRecordComponent") // shared bytes are the point
public record Answer(byte[] json) {}
