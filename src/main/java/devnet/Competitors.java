package devnet;

import devnet.wire.Inference;
import fr.acinq.bitcoin.Crypto;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Simulated other workers, who answer every window at once. They sit in the active set without
 * transactions of their own, so that the judge's record stays ours.
 */
final class Competitors {
  private final List<String> addresses;
  private final SplittableRandom random;

  Competitors(int count, long seed) {
    this.addresses = IntStream.range(0, count).mapToObj(it -> address(seed, it)).toList();
    this.random = new SplittableRandom(seed);
  }

  private static String address(long seed, int index) {
    byte[] name = ("competitor/" + seed + "/" + index).getBytes(StandardCharsets.UTF_8);
    return Signatures.address20(Crypto.hash160(name));
  }

  List<String> addresses() {
    return addresses;
  }

  void answer(Topic topic, long nonce, int limit) {
    Admission admission = new Admission(topic, limit);
    for (String address : addresses) {
      topic.registered.add(address);
      double value = Math.round(random.nextGaussian() * 1e6 * 0.05) / 1e6;
      Inference inference =
          Inference.newBuilder()
              .setTopicId(topic.id())
              .setBlockHeight(nonce)
              .setInferer(address)
              .setValue(Decimals.canonical(Double.toString(value), true))
              .build();
      admission.enter(new Stored(inference, nonce, ""));
    }
  }
}
