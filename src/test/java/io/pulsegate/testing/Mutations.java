package io.pulsegate.testing;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;

/** What chance makes of bytes: some of them gone, twice, changed, or another's in their place. */
public final class Mutations {

    private final List<byte[]> seeds;
    private final Random random;

    public Mutations(List<byte[]> seeds, Random random) {
        this.seeds = seeds;
        this.random = random;
    }

    public byte[] next() {
        var data = one();
        for (int i = 0; i <= random.nextInt(4); i++) {
            data = mutated(data);
        }
        return data;
    }

    private byte[] mutated(byte[] data) {
        int from = random.nextInt(data.length + 1);
        int to = Math.min(data.length, from + random.nextInt(16));
        var out = new ByteArrayOutputStream();
        out.write(data, 0, from);
        switch (random.nextInt(5)) {
            case 0 -> {}
            case 1 -> times(out, data, from, to);
            case 2 -> out.write(random.nextInt(256));
            case 3 -> piece(out, one());
            default -> {
                out.write(data, from, to - from);
                out.write("{}[]\"\\:,\0".charAt(random.nextInt(9)));
            }
        }
        out.write(data, to, data.length - to);
        return out.toByteArray();
    }

    private void times(ByteArrayOutputStream out, byte[] data, int from, int to) {
        for (int i = 0; i < 1 << random.nextInt(8); i++) {
            out.write(data, from, to - from);
        }
    }

    private void piece(ByteArrayOutputStream out, byte[] other) {
        int from = random.nextInt(other.length + 1);
        out.write(other, from, random.nextInt(other.length - from + 1));
    }

    private byte[] one() {
        return seeds.get(random.nextInt(seeds.size()));
    }
}
