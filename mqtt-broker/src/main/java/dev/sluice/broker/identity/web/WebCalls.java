package dev.sluice.broker.identity.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** Calls of one address. Any thread. Nobody need close it: its thread ends when nothing has been asked for a while. */
public final class WebCalls {

    private static final int OK = 200;
    private static final int IDLE_SECONDS = 30;

    private final URI url;
    private final Duration timeout;
    private final int largestAnswer;
    private final HttpClient http;

    /**
     * @param timeout for one call, from connecting to the end of the answer
     * @param largestAnswer in bytes
     * @param trust whom to take for the server; Java's own authorities where it is empty
     */
    public WebCalls(String name, URI url, Duration timeout, int largestAnswer, Optional<SSLContext> trust) {
        this.url = url;
        this.timeout = timeout;
        this.largestAnswer = largestAnswer;
        var thread = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            var made = new Thread(work, name);
            made.setDaemon(true);
            return made;
        });
        thread.allowCoreThreadTimeOut(true);
        var builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(thread);
        trust.ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    /** A request to the address, to be completed and {@linkplain #send sent}. */
    public HttpRequest.Builder request() {
        return HttpRequest.newBuilder(url).timeout(timeout).header("Accept", "application/json");
    }

    /** The answer's body; fails when there is none in time, or one that is too large or says anything but 200. */
    public CompletableFuture<byte[]> send(HttpRequest request) {
        BodyHandler<byte[]> body = info -> info.statusCode() == OK
                ? new BoundedBody(largestAnswer)
                : BoundedBody.refused(new IOException("the answer has the status " + info.statusCode()));
        var exchange = http.sendAsync(request, body);
        // The request's own limit ends with the headers.
        return exchange.thenApply(response -> response.body())
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((answer, failure) -> exchange.cancel(true));
    }
}
