package io.pulsegate.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pulsegate.faults.Fault;
import io.pulsegate.testing.GatewayTest;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Who was let in long ago is looked at again: all for one statement, and each credential once. */
@GatewayTest
class RoundsTests {

    @Autowired Rounds rounds;
    private final TestOrg acme;
    private final TestOrg globex;
    private final Viewer viewer;

    RoundsTests(@Autowired TestDatabase database) {
        acme = TestOrg.create(database, "Acme");
        globex = TestOrg.create(database, "Globex");
        var user = new Viewer.User(UUID.randomUUID(), "somebody", Role.ADMIN);
        viewer = new Viewer(acme.id(), user, Role.ADMIN.grants());
    }

    /** A token's person still exists; that does not make the token last longer. */
    @Test
    void dismissesWhoseTokenHasEndedThoughItsPersonHasNot() {
        var host = new Remembering();
        var ended = Instant.now().minusMillis(1);
        rounds.look(
                List.of(
                        new Guest(
                                admission(
                                        ended,
                                        () -> Optional.of(admission(ended, Optional::empty))),
                                host)));
        await().atMost(Duration.ofSeconds(10)).until(() -> host.dismissed != null);
        assertThat(host.dismissed).isInstanceOf(Fault.Unauthenticated.class);
    }

    @Test
    void looksUpACredentialOnceForAllWhoHoldIt() {
        var lookUps = new AtomicInteger();
        var renewed = new Admission(viewer, Long.MAX_VALUE, Instant.MAX, Optional::empty);
        var admission =
                admission(
                        Instant.MAX,
                        () -> {
                            lookUps.incrementAndGet();
                            return Optional.of(renewed);
                        });
        var host = new Remembering();
        var guests = IntStream.range(0, 200).mapToObj(_ -> new Guest(admission, host)).toList();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> {
                    rounds.look(guests);
                    return guests.stream().allMatch(guest -> guest.admission().equals(renewed));
                });
        assertThat(lookUps).hasValue(1);
        assertThat(host.dismissed).isNull();
    }

    @Test
    void leavesInPeaceWhoseOrgChangedNothing() {
        var current =
                acme.inOrg(jdbc ->
                        jdbc.sql("select access_version from org_versions")
                                .query(Long.class)
                                .single());
        var host = new Remembering();
        var guest = new Guest(new Admission(viewer, current, Instant.MAX, Optional::empty), host);
        globex.user(UUID.randomUUID() + "@globex.example", "USER");
        rounds.look(List.of(guest));
        assertThat(guest.inDoubt()).isFalse();
        assertThat(host.dismissed).isNull();
    }

    @Test
    void dismissesWhoLostTheRightToStay() {
        var weaker = new Viewer(acme.id(), viewer.subject(), Role.USER.grants());
        var host = new Remembering();
        var found = new Admission(weaker, Long.MAX_VALUE, Instant.MAX, Optional::empty);
        rounds.look(List.of(new Guest(admission(Instant.MAX, () -> Optional.of(found)), host)));
        await().atMost(Duration.ofSeconds(10)).until(() -> host.dismissed != null);
        assertThat(host.dismissed).isInstanceOf(Fault.Denied.class);
    }

    /** As it was before anything changed. */
    private Admission admission(Instant expiresAt, Supplier<Optional<Admission>> again) {
        return new Admission(viewer, -1, expiresAt, again);
    }

    private static final class Remembering implements Guest.Host {

        private volatile @Nullable Fault dismissed;

        @Override
        public void allow(Viewer viewer) {
            viewer.require(Grant.DASHBOARD_READ);
        }

        @Override
        public void dismiss(Fault why) {
            dismissed = why;
        }
    }
}
