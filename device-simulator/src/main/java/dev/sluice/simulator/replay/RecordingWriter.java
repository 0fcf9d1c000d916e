package dev.sluice.simulator.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;

/** Writes a recording: UTF-8, one message a line. One thread at a time. */
public final class RecordingWriter implements Closeable {

    private final BufferedWriter lines;

    /** @param to is closed with the writer */
    public RecordingWriter(OutputStream to) {
        this.lines = new BufferedWriter(new OutputStreamWriter(to, UTF_8));
    }

    public void write(RecordedMessage message) throws IOException {
        lines.write(message.toLine());
        lines.write('\n');
    }

    /** Lets readers of the file see what was written. */
    public void flush() throws IOException {
        lines.flush();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
