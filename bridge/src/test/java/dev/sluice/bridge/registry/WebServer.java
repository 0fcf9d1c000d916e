package dev.sluice.bridge.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A web server on 127.0.0.1 that says what a test wants it to. */
public final class WebServer implements AutoCloseable {

    /** What happens to one request. */
    @FunctionalInterface
    public interface Page {
        void serve(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private static final String BODY = "body";

    /** {@code POST /subjects/a body}, with the Authorization header in front if there is one. */
    public final List<String> requests = new CopyOnWriteArrayList<>();

    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private WebServer(HttpServer server, String scheme, Page page) {
        this.server = server;
        this.scheme = scheme;
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            exchange.setAttribute(BODY, new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            requests.add(text(exchange));
            try (exchange) {
                page.serve(exchange);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    public static WebServer start(Page page) {
        try {
            return new WebServer(HttpServer.create(anyPort(), 0), "http", page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With TLS; {@code client} says whether a certificate is demanded. */
    public static WebServer start(SSLContext context, boolean client, Page page) {
        try {
            var server = HttpsServer.create(anyPort(), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context) {
                @Override
                public void configure(HttpsParameters parameters) {
                    var wanted = getSSLContext().getDefaultSSLParameters();
                    wanted.setNeedClientAuth(client);
                    parameters.setSSLParameters(wanted);
                }
            });
            return new WebServer(server, "https", page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Always the same answer. */
    public static Page answer(int status, String body) {
        return exchange -> {
            exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
            exchange.getResponseBody().write(body.getBytes(UTF_8));
        };
    }

    public URI url() {
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }

    /** What the client sent. */
    public static String body(HttpExchange exchange) {
        return (String) exchange.getAttribute(BODY);
    }

    private static String text(HttpExchange exchange) {
        var credentials = exchange.getRequestHeaders().getFirst("Authorization");
        var line = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body(exchange);
        return (credentials == null ? line : credentials + " " + line).strip();
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
