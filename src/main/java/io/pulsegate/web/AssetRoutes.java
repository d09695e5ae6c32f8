package io.pulsegate.web;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.EncodedResourceResolver;

import java.time.Duration;

/**
 * Scripts and styles. Their names change with their bytes, so a browser that has one never asks
 * again. The build has compressed them already.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GraphiqlProperties.class)
class AssetRoutes implements WebMvcConfigurer {

    private final GraphiqlProperties graphiql;

    AssetRoutes(GraphiqlProperties graphiql) {
        this.graphiql = graphiql;
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        assets(registry, "/assets/**", "classpath:/static/assets/");
        if (graphiql.enabled()) {
            assets(registry, "/graphiql/assets/**", "classpath:/graphiql/assets/");
        }
        registry.addResourceHandler("/favicon.svg")
                .addResourceLocations("classpath:/static/")
                .setCacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePublic());
    }

    private static void assets(ResourceHandlerRegistry registry, String path, String location) {
        registry.addResourceHandler(path)
                .addResourceLocations(location)
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
                .resourceChain(true)
                .addResolver(new EncodedResourceResolver());
    }
}
