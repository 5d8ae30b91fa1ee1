package dev.artigrid.client.impl;

import com.google.protobuf.ByteString;
import dev.artigrid.client.impl.pb.Digests;
import dev.artigrid.client.impl.pb.UploadFinish;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32C;

/** The SHA-256 of content of which pieces may come twice, when a transfer was picked up. */
final class Hashing {
    private final MessageDigest digest;
    private long size;

    Hashing() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    static int crc32c(byte[] data, int from, int length) {
        CRC32C sum = new CRC32C();
        sum.update(data, from, length);
        return (int) sum.getValue();
    }

    long size() {
        return size;
    }

    /** Takes what is new in a piece. */
    void add(byte[] data, int length, long offset) {
        int known = (int) Math.max(0, Math.min(size - offset, length));
        digest.update(data, known, length - known);
        size += length - known;
    }

    /** SHA-256 of what came so far. */
    byte[] sha256() {
        try {
            return ((MessageDigest) digest.clone()).digest();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("Java's own digests can be cloned", impossible);
        }
    }

    /** What the client knows of the whole, and what was declared of it. */
    UploadFinish finish(dev.artigrid.client.model.Digests declared) {
        Digests.Builder found = Digests.newBuilder().setSha256(ByteString.copyFrom(sha256()));
        return UploadFinish.newBuilder().setSize(size).setDigests(Wire.digests(declared, found)).build();
    }
}
