package io.pulsegate.dashboard;

import io.pulsegate.access.Admission;
import io.pulsegate.access.Doorkeeper;
import io.pulsegate.access.Grant;
import io.pulsegate.faults.Fault;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;

/** Whether those who watch still may. Costs nothing while nobody's rights change. */
@Component
class Admissions {

    private final Doorkeeper doorkeeper;

    Admissions(Doorkeeper doorkeeper) {
        this.doorkeeper = doorkeeper;
    }

    /** Looks at everybody; whoever is in doubt is looked up beside the ticking thread. */
    void check(List<Watching> watchers) {
        for (var watching : watchers) {
            if (!watching.inDoubt && !doorkeeper.holds(watching.admission)) {
                watching.inDoubt = true;
                Thread.startVirtualThread(() -> lookAgain(watching));
            }
        }
    }

    private static void lookAgain(Watching watching) {
        try {
            var why = admit(watching, watching.admission.again().get());
            if (why != null) {
                watching.watcher.end(why);
                return;
            }
        } catch (Fault.Unavailable _) {
            // the next slot asks again; nothing new is told meanwhile, since nothing new can be
            // read
        }
        watching.inDoubt = false;
    }

    /** Null when all is well. */
    private static @Nullable Fault admit(Watching watching, Optional<Admission> again) {
        if (again.isEmpty()) {
            return new Fault.Unauthenticated("Your credential is no longer valid. Sign in again.");
        }
        var viewer = again.get().viewer();
        if (!viewer.may(Grant.DASHBOARD_READ)) {
            return new Fault.Denied("Insufficient permissions");
        }
        if (!viewer.grants().equals(watching.key.grants())) {
            return new Fault.Unauthenticated("Your permissions changed. Subscribe again.");
        }
        watching.admission = again.get();
        return null;
    }
}
