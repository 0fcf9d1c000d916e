package dev.sluice.bridge.management;

import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.bridge.observe.Metrics;
import dev.sluice.bridge.settings.EnvironmentException;
import dev.sluice.bridge.settings.ManagementSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/** The management port. Open from the moment when {@link #start} succeeds until {@link #close}. */
public final class ManagementServer {

    private final HttpServer server;

    private ManagementServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Opens the port.
     *
     * @param slowestLoopLagSeconds how late the slowest event loop is, in seconds; any thread may ask
     * @return fails with {@link EnvironmentException} when the port cannot be had
     */
    public static Future<ManagementServer> start(
            Vertx vertx,
            ManagementSettings settings,
            Metrics metrics,
            HealthBoard health,
            DoubleSupplier slowestLoopLagSeconds,
            RuleAdministration rules) {
        var options = new HttpServerOptions()
                .setHost(settings.host())
                .setPort(settings.port())
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setIdleTimeout(60);
        return vertx.createHttpServer(options)
                .requestHandler(new ManagementPages(vertx, settings, metrics, health, slowestLoopLagSeconds, rules))
                .listen()
                .map(ManagementServer::new)
                .recover(e -> Future.failedFuture(EnvironmentException.cannotListen(
                        "Management", "management.port", settings.host(), settings.port(), e)));
    }

    /** The port really open, also when 0 was asked for. */
    public int port() {
        return server.actualPort();
    }

    public Future<Void> close() {
        return server.close();
    }
}
