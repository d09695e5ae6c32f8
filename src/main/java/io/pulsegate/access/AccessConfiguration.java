package io.pulsegate.access;

import static io.pulsegate.access.Grant.DASHBOARD_READ;
import static io.pulsegate.access.Grant.EVENTS_WRITE;
import static io.pulsegate.access.Grant.METRICS_READ;
import static io.pulsegate.access.Grant.WORK_CLAIM;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import io.pulsegate.faults.FaultWriter;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.web.client.RestTemplate;

import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;

/** The filter chain: which path asks for what, and what a refusal looks like. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@EnableConfigurationProperties({AccessProperties.class, OAuth2ResourceServerProperties.class})
class AccessConfiguration {

    /** Nobody asks how long each filter takes; to measure it takes longer than most of them. */
    @Bean
    SecurityObservationSettings filtersGoUnmeasured() {
        return SecurityObservationSettings.noObservations();
    }

    /** On the management port, which listens on loopback unless somebody decides otherwise. */
    @Bean
    @Order(1)
    SecurityFilterChain managementChain(HttpSecurity http) {
        return http.securityMatcher(EndpointRequest.to("health", "prometheus"))
                .authorizeHttpRequests(paths -> paths.anyRequest().permitAll())
                .sessionManagement(
                        sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    @Bean
    SecurityFilterChain gatewayChain(
            HttpSecurity http,
            Doorkeeper doorkeeper,
            KeyUsage usage,
            FaultWriter faults,
            AccessProperties properties) {
        // nothing of a viewer outlives the request, so there is never an HttpSession
        var contexts = new RequestAttributeSecurityContextRepository();
        return http.securityContext(context -> context.securityContextRepository(contexts))
                .sessionManagement(
                        sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .cors(cors -> cors.disable())
                .addFilter(OriginRules.filter(properties.origins(), faults))
                .csrf(csrf ->
                        csrf.csrfTokenRepository(CsrfProtection.tokens())
                                .csrfTokenRequestHandler(new CsrfProtection())
                                .requireCsrfProtectionMatcher(CsrfProtection::concerns))
                .addFilterBefore(new ViewerFilter(doorkeeper, contexts, faults), CsrfFilter.class)
                .addFilterAfter(new KeyLimitFilter(usage, faults), ViewerFilter.class)
                .authorizeHttpRequests(AccessConfiguration::rules)
                .exceptionHandling(refusals ->
                        refusals.authenticationEntryPoint((request, response, e) ->
                                        faults.write(request, response, Refusals.unknown(e)))
                                .accessDeniedHandler((request, response, e) ->
                                        faults.write(request, response, Refusals.denied(e))))
                .build();
    }

    /** The pages hold no data; whatever has some names the grant that it takes. */
    private static void rules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
                    paths) {
        paths.requestMatchers("/error")
                .permitAll()
                .requestMatchers(GET, "/actuator/health/liveness", "/actuator/health/readiness")
                .permitAll()
                .requestMatchers(GET, "/livez", "/readyz")
                .permitAll()
                .requestMatchers(GET, "/", "/index.html", "/favicon.ico", "/favicon.svg")
                .permitAll()
                .requestMatchers(GET, "/login", "/integrations/**", "/graphiql/**", "/assets/**")
                .permitAll()
                .requestMatchers(POST, "/login", "/logout")
                .permitAll()
                // a socket may say who it is after the handshake: the door asks there
                .requestMatchers(AccessConfiguration::opensSocket)
                .permitAll()
                .requestMatchers("/graphql", "/health")
                .hasAuthority(DASHBOARD_READ.scope())
                .requestMatchers("/api/integrations/dashboard", "/api/integrations/health")
                .hasAuthority(DASHBOARD_READ.scope())
                .requestMatchers("/api/integrations/metrics")
                .hasAuthority(METRICS_READ.scope())
                // a webhook proves by its signature who sent it
                .requestMatchers(POST, "/api/integrations/webhooks/*")
                .permitAll()
                .requestMatchers("/api/integrations/events")
                .hasAuthority(EVENTS_WRITE.scope())
                .requestMatchers("/api/integrations/work/*")
                .hasAuthority(WORK_CLAIM.scope())
                .requestMatchers(GET, "/api/openapi.json")
                .permitAll()
                .requestMatchers("/api/**")
                .authenticated()
                .anyRequest()
                .access((_, _) -> {
                    throw new Refusals.NothingHere();
                });
    }

    private static boolean opensSocket(HttpServletRequest request) {
        return "GET".equals(request.getMethod())
                && "/graphql".equals(request.getRequestURI())
                && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    /**
     * Spring Boot's own, if there is an issuer. Made in a context of its own, because its
     * conditions are asked when the gateway starts, while those of the gateway's context may have
     * been answered when the jar was built.
     */
    @Bean
    @Nullable JwtDecoder tokenDecoder(
            OAuth2ResourceServerProperties properties, ConfigurableEnvironment environment) {
        var jwt = properties.getJwt();
        if (Stream.of(jwt.getIssuerUri(), jwt.getJwkSetUri(), jwt.getPublicKeyLocation())
                .allMatch(Objects::isNull)) {
            return null;
        }
        var context = new AnnotationConfigApplicationContext();
        context.setEnvironment(environment);
        context.registerBean(
                JwkSetUriJwtDecoderBuilderCustomizer.class, AccessConfiguration::impatience);
        context.register(OAuth2ResourceServerAutoConfiguration.class);
        context.refresh();
        return context.getBean(JwtDecoder.class);
    }

    /** An identity provider that hangs must not hang us. */
    private static JwkSetUriJwtDecoderBuilderCustomizer impatience() {
        var requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(Duration.ofSeconds(2));
        requests.setReadTimeout(Duration.ofSeconds(3));
        return decoder -> decoder.restOperations(new RestTemplate(requests));
    }
}
