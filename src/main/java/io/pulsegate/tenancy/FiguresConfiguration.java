package io.pulsegate.tenancy;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What figures are read of may be another server than that of everything else. */
@Configuration(proxyBeanMethods = false)
class FiguresConfiguration {

    /** The versions that a read of figures finds now. */
    @Bean(defaultCandidate = false)
    OrgVersions figureVersions(OrgVersions versions, OrgDatabase database) {
        return database.hasReplica() ? OrgVersions.ofFigures(database) : versions;
    }
}
