package io.pulsegate.intake;

import io.pulsegate.faults.Fault;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.util.unit.DataSize;
import org.springframework.web.HttpMediaTypeNotSupportedException;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The bytes of a request, unpacked. Both ends are bounded: what comes over the wire, and what comes
 * out of it, so that a few bytes cannot become a few gigabytes.
 */
record RequestBody(DataSize wire, DataSize unpacked) {

    byte[] read(HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException {
        if (request.getContentLengthLong() > wire.toBytes()) throw tooLarge(wire);
        var body = new Bounded(request.getInputStream(), wire);
        var encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return switch (encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT)) {
            case "identity" -> body.readAllBytes();
            case "gzip", "x-gzip" -> unzip(body);
            default ->
                    throw new HttpMediaTypeNotSupportedException(
                            "A body is sent as it is, or with Content-Encoding: gzip.");
        };
    }

    private byte[] unzip(InputStream packed) throws IOException {
        try (var body = new Bounded(new GZIPInputStream(packed), unpacked)) {
            var bytes = new ByteArrayOutputStream();
            body.transferTo(bytes);
            return bytes.toByteArray();
        } catch (ZipException | java.io.EOFException e) {
            throw new Fault.Invalid("The body is not gzip.");
        }
    }

    private static Fault.TooLarge tooLarge(DataSize limit) {
        return new Fault.TooLarge("The body is larger than " + limit.toKilobytes() + " KiB.");
    }

    /** Throws as soon as one byte too many has come. */
    private static final class Bounded extends FilterInputStream {
        private final DataSize limit;
        private long count;

        Bounded(InputStream in, DataSize limit) {
            super(in);
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            return count(octet, octet < 0 ? 0 : 1);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int some = super.read(Objects.requireNonNull(into), offset, length);
            return count(some, Math.max(some, 0));
        }

        private int count(int read, int more) {
            count += more;
            if (count > limit.toBytes()) throw tooLarge(limit);
            return read;
        }
    }
}
