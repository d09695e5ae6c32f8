package io.pulsegate.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Which figures are too old to be given. */
class WaterlineTests {

    private final Waterline waterline = new Waterline();
    private final OrgId acme = new OrgId(UUID.randomUUID());
    private final OrgId globex = new OrgId(UUID.randomUUID());

    @Test
    void nothingIsTooOldForWhoWasToldNothing() {
        assertThat(waterline.above(Map.of(acme, 1L), List.of(acme))).isEmpty();
    }

    @Test
    void whatIsBelowOrNotThereIs() {
        waterline.raise(Map.of(acme, 5L));
        assertThat(waterline.above(Map.of(acme, 4L, globex, 1L), List.of(acme, globex)))
                .containsExactly(acme);
        assertThat(waterline.above(Map.of(acme, 5L), List.of(acme, globex)))
                .containsExactly(globex);
    }

    @Test
    void itNeverFallsByAReplica() {
        waterline.raise(Map.of(acme, 5L));
        waterline.raise(Map.of(acme, 3L));
        assertThat(waterline.of(List.of(acme))).containsEntry(acme, 5L);
    }

    @Test
    void itFallsToWhatThePrimarySays() {
        waterline.raise(Map.of(acme, 5L));
        waterline.correct(waterline.of(List.of(acme)), Map.of(acme, 3L));
        assertThat(waterline.of(List.of(acme))).containsEntry(acme, 3L);
    }

    @Test
    void whatWasToldWhileThePrimaryWasAskedStands() {
        waterline.raise(Map.of(acme, 5L));
        var before = waterline.of(List.of(acme));
        waterline.raise(Map.of(acme, 7L));
        waterline.correct(before, Map.of(acme, 4L));
        waterline.correct(before, Map.of(acme, 6L));
        assertThat(waterline.of(List.of(acme))).containsEntry(acme, 7L);
    }
}
