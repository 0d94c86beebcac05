package dev.gatehouse.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What Prometheus is told about the process, beside what the features count themselves. */
final class Metrics {

    private Metrics() {}

    /** A Vert.x that reports its pools, among them the connections to the database; requests are timed by operation elsewhere. */
    static Vertx vertx(MeterRegistry registry) {
        Set<String> unwanted = Arrays.stream(MetricsDomain.values())
                .filter(domain -> domain != MetricsDomain.NAMED_POOLS)
                .map(MetricsDomain::toCategory)
                .collect(Collectors.toSet());
        unwanted.add("sql");
        MicrometerMetricsOptions options =
                new MicrometerMetricsOptions().setEnabled(true).setDisabledMetricsCategories(unwanted);
        return Vertx.builder()
                .with(new VertxOptions().setMetricsOptions(options))
                .withMetrics(new MicrometerMetricsFactory(registry))
                .build();
    }

    @SuppressWarnings("resource") // the notifications of the collector are wanted as long as the process lives
    static void ofProcess(MeterRegistry registry) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmGcMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
    }
}
