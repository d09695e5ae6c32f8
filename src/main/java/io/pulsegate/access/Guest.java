package io.pulsegate.access;

import io.pulsegate.faults.Fault;

import java.util.Optional;

/**
 * Somebody whom a door let in and who stays: a socket, a subscription. What his credential is worth
 * is looked at every second ({@link Rounds}).
 */
public final class Guest {

    /** What his host does with him. Called from any thread, and must not block. */
    public interface Host {

        /**
         * His credential still stands, with these rights.
         *
         * @throws Fault when that is not enough to stay
         */
        void allow(Viewer viewer);

        /** He must go. */
        void dismiss(Fault why);
    }

    private final Host host;
    private volatile Admission admission;
    private volatile boolean inDoubt;

    public Guest(Admission admission, Host host) {
        this.admission = admission;
        this.host = host;
    }

    public Admission admission() {
        return admission;
    }

    /** His credential is being looked at again; nothing new is told to him meanwhile. */
    public boolean inDoubt() {
        return inDoubt;
    }

    void doubt() {
        inDoubt = true;
    }

    /** Nobody can say now; the next round asks again. */
    void leaveInPeace() {
        inDoubt = false;
    }

    /** What the second look found; empty: the credential does not stand any more. */
    void decide(Optional<Admission> found) {
        try {
            admission = found.orElseThrow(Refusals::endedCredential);
            host.allow(admission.viewer());
            inDoubt = false;
        } catch (Fault why) {
            // he stays in doubt: nothing may reach him while he is shown out
            host.dismiss(why);
        }
    }
}
