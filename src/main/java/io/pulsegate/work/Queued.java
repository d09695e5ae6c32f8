package io.pulsegate.work;

import io.pulsegate.tenancy.OrgId;

/** Published when work that is due was queued: whoever works need not wait for his next look. */
public record Queued(OrgId org) {}
