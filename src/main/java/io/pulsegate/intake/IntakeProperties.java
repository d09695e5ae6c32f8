package io.pulsegate.intake;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

/**
 * How much may come in.
 *
 * @param wire of one request, as it comes over the network
 * @param body of one request, when it is unpacked
 * @param atOnce of all bodies that are taken in at one moment, a third of it of one organisation
 * @param items in one batch
 * @param keptBody how many characters of a body are kept; the rest is cut off, and said to be
 * @param waiting events of one organisation that may wait to be stored; more are told to come again
 * @param together events that are stored in one transaction at most
 * @param writers transactions at a time, all organisations together: the pool has others to serve
 * @param patience how long an organisation waits for its turn among the others
 * @param acknowledgedWithin after which time an EDI interchange without an answer is overdue
 */
@ConfigurationProperties("pulsegate.intake")
public record IntakeProperties(
        @DefaultValue("1MB") DataSize wire,
        @DefaultValue("4MB") DataSize body,
        @DefaultValue("96MB") DataSize atOnce,
        @DefaultValue("500") int items,
        @DefaultValue("65536") int keptBody,
        @DefaultValue("20000") int waiting,
        @DefaultValue("1000") int together,
        @DefaultValue("3") int writers,
        @DefaultValue("2s") Duration patience,
        @DefaultValue("24h") Duration acknowledgedWithin) {}
