package dev.sluice.mapping.payload;

import static dev.sluice.mapping.message.RejectReason.PAYLOAD_NOT_DECODABLE;
import static dev.sluice.mapping.message.RejectReason.PAYLOAD_TOO_LARGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import com.sun.management.ThreadMXBean;
import dev.sluice.mapping.message.RejectReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecompressorTest {

    private static final int LIMIT = 1_000_000;
    private static final byte[] TELEMETRY =
            "{\"temperature\": 21.5, \"readings\": [1, 2, 3, 4, 5, 6, 7, 8, 9]}".getBytes(StandardCharsets.UTF_8);

    private final Decompressor decompressor = new Decompressor(LIMIT);

    private interface Wrapping {
        OutputStream around(OutputStream out) throws IOException;
    }

    private static byte[] compressed(Wrapping wrapping, byte[] plain) {
        var compressed = new ByteArrayOutputStream();
        try (OutputStream out = wrapping.around(compressed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    private static byte[] compressed(Compression compression, byte[] plain) {
        return switch (compression) {
            case GZIP -> compressed(GZIPOutputStream::new, plain);
            case DEFLATE -> compressed(DeflaterOutputStream::new, plain);
            case ZSTD -> Zstd.compress(plain);
        };
    }

    private static byte[] bareDeflate(byte[] plain) {
        return compressed(out -> new DeflaterOutputStream(out, new Deflater(9, true)), plain);
    }

    /** A piece of a stream, which may follow itself. */
    private static byte[] flushed(byte[] plain) {
        var deflater = new Deflater(9, true);
        deflater.setInput(plain);
        byte[] piece = new byte[plain.length];
        int length = deflater.deflate(piece, 0, piece.length, Deflater.FULL_FLUSH);
        deflater.end();
        return Arrays.copyOf(piece, length);
    }

    /** Frames that do not say how long they are. */
    private static byte[] zstdStream(byte[] plain) {
        return compressed(ZstdOutputStream::new, plain);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private byte[] decompressed(Compression compression, byte[] payload) {
        byte[] within = joined(joined(new byte[] {1, 2, 3}, payload), new byte[] {4});
        assertThat(decompressor.decompress(compression, within, 3, payload.length))
                .isNull();
        return Arrays.copyOf(decompressor.array(), decompressor.size());
    }

    private RejectReason refusal(Compression compression, byte[] payload) {
        return decompressor.decompress(compression, payload, 0, payload.length).reason();
    }

    @ParameterizedTest
    @EnumSource
    void oneBufferServesPayloadAfterPayload(Compression compression) {
        for (int length : new int[] {0, 1, 100, 70_000, 10, 1000}) {
            byte[] plain = new byte[length];
            new Random(length).nextBytes(plain);
            assertThat(decompressed(compression, compressed(compression, plain)))
                    .isEqualTo(plain);
        }
        assertThat(decompressed(compression, compressed(compression, TELEMETRY)))
                .isEqualTo(TELEMETRY);
    }

    @Test
    void deflateIsTakenWithAndWithoutZlibsHeader() {
        assertThat(decompressed(Compression.DEFLATE, bareDeflate(TELEMETRY))).isEqualTo(TELEMETRY);
    }

    @Test
    void zstdNeedNotSayHowLongItIs() {
        byte[] zeros = new byte[LIMIT];
        assertThat(decompressed(Compression.ZSTD, zstdStream(TELEMETRY))).isEqualTo(TELEMETRY);
        assertThat(decompressed(Compression.ZSTD, zstdStream(zeros))).isEqualTo(zeros);
    }

    @Test
    void severalMembersOrFramesAreOnePayload() {
        byte[] twice = joined(TELEMETRY, TELEMETRY);
        byte[] gzip = compressed(Compression.GZIP, TELEMETRY);
        byte[] zstd = compressed(Compression.ZSTD, TELEMETRY);

        assertThat(decompressed(Compression.GZIP, joined(gzip, gzip))).isEqualTo(twice);
        assertThat(decompressed(Compression.ZSTD, joined(zstd, zstd))).isEqualTo(twice);
    }

    @Test
    void gzipHeaderMayCarryWhatGzipAllows() {
        byte[] plain = compressed(Compression.GZIP, TELEMETRY);
        byte[] extra = {3, 0, 7, 7, 7, 'n', 'a', 'm', 'e', 0, 'c', 0, 9, 9};
        byte[] header = Arrays.copyOf(plain, 10);
        header[3] = 2 | 4 | 8 | 16;
        byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);

        assertThat(decompressed(Compression.GZIP, joined(joined(header, extra), rest)))
                .isEqualTo(TELEMETRY);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsCutOffAnywhereIsRefused(Compression compression) {
        byte[] whole = compressed(compression, TELEMETRY);
        for (int length = 0; length < whole.length; length++) {
            assertThat(refusal(compression, Arrays.copyOf(whole, length)))
                    .as("%d of %d bytes", length, whole.length)
                    .isEqualTo(PAYLOAD_NOT_DECODABLE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatFollowsIsRefused(Compression compression) {
        byte[] whole = compressed(compression, TELEMETRY);
        assertThat(refusal(compression, joined(whole, new byte[] {0}))).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(refusal(compression, joined(whole, TELEMETRY))).isEqualTo(PAYLOAD_NOT_DECODABLE);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotCompressedIsRefused(Compression compression) {
        assertThat(refusal(compression, TELEMETRY)).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(refusal(compression, new byte[0])).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(refusal(compression, new byte[100])).isEqualTo(PAYLOAD_NOT_DECODABLE);
    }

    @Test
    void checksumsAreChecked() {
        byte[] gzip = compressed(Compression.GZIP, TELEMETRY);
        gzip[gzip.length - 8] ^= 1;
        byte[] zlib = compressed(Compression.DEFLATE, TELEMETRY);
        zlib[zlib.length - 1] ^= 1;

        assertThat(refusal(Compression.GZIP, gzip)).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(refusal(Compression.DEFLATE, zlib)).isEqualTo(PAYLOAD_NOT_DECODABLE);
    }

    @ParameterizedTest
    @EnumSource
    void asMuchAsTheLimitAllowsIsTakenAndOneByteMoreIsNot(Compression compression) {
        assertThat(decompressed(compression, compressed(compression, new byte[LIMIT])))
                .hasSize(LIMIT);
        assertThat(refusal(compression, compressed(compression, new byte[LIMIT + 1])))
                .isEqualTo(PAYLOAD_TOO_LARGE);
        assertThat(refusal(Compression.ZSTD, zstdStream(new byte[LIMIT + 1]))).isEqualTo(PAYLOAD_TOO_LARGE);
        var fault = decompressor.decompress(compression, compressed(compression, new byte[LIMIT * 2]), 0, 10);
        assertThat(fault).isNotNull();
    }

    @Test
    void gigabyteInAMegabyteEndsAtTheLimitSoonAndSmall() {
        byte[] megabyte = flushed(new byte[1 << 20]);
        byte[] bomb = Arrays.copyOf(compressed(Compression.GZIP, new byte[0]), 10 + 1024 * megabyte.length);
        for (int i = 0; i < 1024; i++) {
            System.arraycopy(megabyte, 0, bomb, 10 + i * megabyte.length, megabyte.length);
        }
        assertThat(bomb).hasSizeBetween(900_000, 1_200_000);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        assertTimeout(Duration.ofSeconds(60), () -> {
            long before = threads.getCurrentThreadAllocatedBytes();
            assertThat(refusal(Compression.GZIP, bomb)).isEqualTo(PAYLOAD_TOO_LARGE);
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(8L * LIMIT);
        });
        decompressor.clear();
        assertThat(decompressor.array()).hasSizeLessThanOrEqualTo(BoundedBytes.KEPT);
    }

    @Test
    void zstdWindowOfGigabytesCostsNothing() {
        // No content size, a window descriptor of 2 GB, then one run of a byte, 100 KB long.
        byte[] frame = Decoding.hex("28b52ffd" + "00" + "a8" + "03350c" + "61");

        var fault = decompressor.decompress(Compression.ZSTD, frame, 0, frame.length);
        assertThat(fault == null ? decompressor.size() : 0).isLessThan(LIMIT);
        byte[] lie = Decoding.hex("28b52ffd" + "e0" + "ffffffffffffff7f" + "030000" + "61");
        assertThat(refusal(Compression.ZSTD, lie)).isIn(PAYLOAD_TOO_LARGE, PAYLOAD_NOT_DECODABLE);
    }

    @Property(tries = 2000)
    void damagedPayloadsAreRefusedOrRead(@ForAll Compression compression, @ForAll long seed) {
        var random = new Random(seed);
        byte[] payload = compressed(compression, TELEMETRY);
        for (int i = random.nextInt(4); i >= 0; i--) {
            payload[random.nextInt(payload.length)] = (byte) random.nextInt();
        }
        decompressor.decompress(compression, payload, 0, payload.length);
        assertThat(decompressor.size()).isLessThanOrEqualTo(LIMIT + 1);
    }
}
