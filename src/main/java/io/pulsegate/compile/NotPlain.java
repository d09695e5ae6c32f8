package io.pulsegate.compile;

/** Leaves a part to the engine. Has no trace: it is expected, and says where it goes. */
final class NotPlain extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotPlain(String why) {
        super(why, null, false, false);
    }
}
