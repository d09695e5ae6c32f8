package io.pulsegate.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class PlacesTests {

    private final Places<String> places = new Places<>(10, 6);

    @Test
    void letsNobodyTakeMoreThanAShare() {
        places.enter("one", 4);
        assertThatExceptionOfType(Fault.Busy.class).isThrownBy(() -> places.enter("one", 3));
        places.enter("one", 2);
        assertThat(places.taken()).isEqualTo(6);
    }

    @Test
    void letsAllTogetherTakeNoMoreThanThereIs() {
        places.enter("one", 6);
        assertThatExceptionOfType(Fault.Unavailable.class)
                .isThrownBy(() -> places.enter("other", 5));
        places.enter("other", 4);
        assertThat(places.taken()).isEqualTo(10);
    }

    @Test
    void hasRoomAgainForWhatWasLeft() {
        places.enter("one", 6);
        places.leave("one", 2);
        places.enter("one", 2);
        places.leave("one", 6);
        places.enter("other", 6);
        assertThat(places.taken()).isEqualTo(6);
    }

    @Test
    void takesNothingForWhoIsTurnedAway() {
        assertThatExceptionOfType(Fault.Busy.class).isThrownBy(() -> places.enter("one", 7));
        assertThat(places.taken()).isZero();
        places.enter("one", 6);
    }
}
