package io.pulsegate.intake;

import io.cloudevents.CloudEvent;

/** One item of a request, read as far as CloudEvents goes. */
sealed interface Sent {

    record Event(CloudEvent event) implements Sent {}

    record Bad(Refusal refusal) implements Sent {}
}
