package io.pulsegate.intake;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pulsegate.faults.Fault;
import io.pulsegate.testing.Bare;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/** Of 96 MB by default, 32 of which are one sender's. */
class BodyRoomTests {

    private final BodyRoom room = new BodyRoom(Bare.settings(IntakeProperties.class));

    @Test
    void countsWhatAPackedBodyMayComeTo() {
        for (int i = 0; i < 8; i++) room.hold("one", packed());
        assertThatExceptionOfType(Fault.Busy.class).isThrownBy(() -> room.hold("one", packed()));
        room.hold("other", packed());
    }

    @Test
    void countsABodyOfNoAnnouncedLengthAsTheLongest() {
        for (int i = 0; i < 32; i++) room.hold("one", endless());
        assertThatExceptionOfType(Fault.Busy.class).isThrownBy(() -> room.hold("one", endless()));
    }

    @Test
    void hasRoomForManyShortOnes() {
        for (int i = 0; i < 8192; i++) room.hold("one", announced(10));
        assertThatExceptionOfType(Fault.Busy.class)
                .isThrownBy(() -> room.hold("one", announced(10)));
    }

    @Test
    void hasRoomAgainWhenABodyIsDoneWith() {
        for (int i = 0; i < 100; i++) {
            try (var _ = room.hold("one", packed())) {
                room.hold("one", announced(0)).close();
            }
        }
    }

    private static MockHttpServletRequest packed() {
        var request = announced(100);
        request.addHeader("Content-Encoding", "gzip");
        return request;
    }

    private static MockHttpServletRequest endless() {
        return new MockHttpServletRequest();
    }

    private static MockHttpServletRequest announced(int bytes) {
        var request = new MockHttpServletRequest();
        request.setContent(new byte[bytes]);
        return request;
    }
}
