package io.pulsegate.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The lowest data version of each organisation that this node may still answer with: that of the
 * newest figures that it gave, or of what somebody did through it. A replica that is below is not
 * believed, so nobody sees what he did undone, nor time run backwards.
 */
final class Waterline {

    /** Far longer than a replica may be behind and still be used by anybody. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final Cache<OrgId, Long> lines = Caffeine.newBuilder().expireAfterWrite(KEPT).build();

    void raise(Map<OrgId, Long> versions) {
        versions.forEach((org, version) -> lines.asMap().merge(org, version, Math::max));
    }

    /** Of these organisations; those that nobody was told of yet have none. */
    Map<OrgId, Long> of(Collection<OrgId> orgs) {
        return lines.getAllPresent(orgs);
    }

    /** Those of which these versions are too low, or of which there is none. */
    List<OrgId> above(Map<OrgId, Long> versions, Collection<OrgId> orgs) {
        return orgs.stream()
                .filter(org -> {
                    var line = lines.getIfPresent(org);
                    var version = versions.get(org);
                    return version == null || (line != null && version < line);
                })
                .toList();
    }

    /**
     * The primary is right even if it says less than was told before it was asked: it may be one
     * that was a replica until now.
     */
    void correct(Map<OrgId, Long> before, Map<OrgId, Long> versions) {
        var risen = new HashMap<>(versions);
        before.forEach((org, line) -> {
            var version = versions.get(org);
            if (version != null && version < line) {
                lines.asMap().replace(org, line, version);
                risen.remove(org);
            }
        });
        raise(risen);
    }
}
