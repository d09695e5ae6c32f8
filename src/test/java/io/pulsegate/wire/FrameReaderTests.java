package io.pulsegate.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Bytes as a client sends them; the hexadecimal ones are RFC 6455's own examples. */
class FrameReaderTests {

    private static final int LONGEST = 70_000;
    private static final HexFormat HEX = HexFormat.of();

    private final FrameReader reader = new FrameReader(LONGEST);

    @Test
    void readsTheExampleOfTheStandard() throws ProtocolFault {
        assertThat(read(HEX.parseHex("818537fa213d7f9f4d5158"))).containsExactly(text("Hello"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, LONGEST})
    void readsAMessageOfAnyLength(int length) throws ProtocolFault {
        var message = "x".repeat(length);
        assertThat(read(frame(0x81, message.getBytes(UTF_8)))).containsExactly(text(message));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void doesNotMindHowTheBytesAreCut(int piece) throws ProtocolFault {
        var bytes = new ByteArrayOutputStream();
        for (var message : List.of("first", "grüße", "x".repeat(300))) {
            bytes.writeBytes(frame(0x81, message.getBytes(UTF_8)));
        }
        var heard = new ArrayList<Heard>();
        var all = bytes.toByteArray();
        for (int from = 0; from < all.length; from += piece) {
            int size = Math.min(piece, all.length - from);
            heard.addAll(read(ByteBuffer.wrap(all, from, size)));
        }
        assertThat(heard).containsExactly(text("first"), text("grüße"), text("x".repeat(300)));
    }

    @Test
    void putsFragmentsTogetherAndHearsAPingBetweenThem() throws ProtocolFault {
        var bytes = new ByteArrayOutputStream();
        var umlaut = "ü".getBytes(UTF_8);
        bytes.writeBytes(frame(0x01, new byte[] {umlaut[0]}));
        bytes.writeBytes(frame(0x89, new byte[] {7}));
        bytes.writeBytes(frame(0x80, new byte[] {umlaut[1]}));
        var heard = read(bytes.toByteArray());
        assertThat(heard).hasSize(2).last().isEqualTo(text("ü"));
        assertThat(heard.getFirst())
                .isInstanceOfSatisfying(
                        Heard.Ping.class, ping -> assertThat(ping.payload()).containsExactly(7));
    }

    @Test
    void hearsWhyAPeerCloses() throws ProtocolFault {
        var heard = read(frame(0x88, new byte[] {0x0f, (byte) 0xa0, 'b', 'y', 'e'}));
        assertThat(heard)
                .singleElement()
                .isInstanceOfSatisfying(
                        Heard.Close.class,
                        close -> {
                            assertThat(close.status().getCode()).isEqualTo(4000);
                            assertThat(close.status().getReason()).isEqualTo("bye");
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "810548656c6c6f, 1002", // not masked
        "c18000000000, 1002", // a reserved bit
        "8381, 1002", // no such opcode: known before its payload
        "8b80, 1002", // nor such a control frame
        "808000000000, 1002", // nothing to continue
        "098000000000, 1002", // a ping in fragments
        "89fe007e00000000, 1002", // a ping that is too long
        "888100000000ff, 1002", // half a close code
        "88820000000003ed, 1002", // a close code that is never sent
        "81fe007d00000000, 1002", // a length in two bytes more than it takes
        "81ff000000000000007d00000000, 1002", // in eight
        "81ff000000000000ffff00000000, 1002", // in eight instead of two
        "818200000000c328, 1007", // no UTF-8
        "81ff000000000001117100000000, 1009", // longer than may be
        "81ffffffffffffffffff00000000, 1009" // longer than a number can say
    })
    void closesAPeerThatBreaksTheProtocol(String bytes, int code) {
        assertThatThrownBy(() -> read(HEX.parseHex(bytes)))
                .isInstanceOfSatisfying(
                        ProtocolFault.class,
                        fault -> assertThat(fault.status().getCode()).isEqualTo(code));
    }

    @Test
    void closesAPeerThatBeginsAMessageBeforeTheLastIsWhole() {
        assertThatThrownBy(
                        () -> {
                            read(frame(0x01, new byte[] {'a'}));
                            read(frame(0x81, new byte[] {'b'}));
                        })
                .isInstanceOf(ProtocolFault.class);
    }

    @Test
    void countsAllFragmentsOfAMessage() {
        assertThatThrownBy(
                        () -> {
                            read(frame(0x01, new byte[LONGEST]));
                            read(frame(0x80, new byte[1]));
                        })
                .isInstanceOfSatisfying(
                        ProtocolFault.class,
                        fault -> assertThat(fault.status().getCode()).isEqualTo(1009));
    }

    @Test
    void closesAPeerWhoseFragmentsAreLongerThanNumbersCanAdd() {
        assertThatThrownBy(
                        () -> {
                            read(frame(0x01, new byte[] {'a'}));
                            read(HEX.parseHex("80ff7fffffffffffffff00000000"));
                        })
                .isInstanceOfSatisfying(
                        ProtocolFault.class,
                        fault -> assertThat(fault.status().getCode()).isEqualTo(1009));
    }

    @Test
    void hearsAPingWhereAMessageHasNoRoomLeft() throws ProtocolFault {
        read(frame(0x01, new byte[LONGEST]));
        assertThat(read(frame(0x89, new byte[125]))).singleElement().isInstanceOf(Heard.Ping.class);
    }

    @Test
    void closesAPeerAsSoonAsItSaysHowMuchItWillSend() {
        // a head, and nothing of what it announces
        assertThatThrownBy(() -> read(HEX.parseHex("81ff000000000001117100000000")))
                .isInstanceOf(ProtocolFault.class);
    }

    private List<Heard> read(byte[] bytes) throws ProtocolFault {
        return read(ByteBuffer.wrap(bytes));
    }

    private List<Heard> read(ByteBuffer bytes) throws ProtocolFault {
        var heard = new ArrayList<Heard>();
        reader.add(bytes);
        for (var one = reader.next(); one != null; one = reader.next()) {
            heard.add(one);
        }
        return heard;
    }

    private static Heard text(String text) {
        return new Heard.Text(text);
    }

    private static byte[] frame(int first, byte[] payload) {
        byte[] mask = {0x11, 0x22, 0x33, 0x44};
        var frame = ByteBuffer.allocate(14 + payload.length).put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length < 65_536) {
            frame.put((byte) 0xfe).putShort((short) payload.length);
        } else {
            frame.put((byte) 0xff).putLong(payload.length);
        }
        frame.put(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask[i % 4]));
        }
        var bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }
}
