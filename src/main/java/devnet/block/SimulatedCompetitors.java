package devnet.block;

import devnet.genesis.DevnetCrypto;
import devnet.ledger.ActiveSetAdmission;
import devnet.ledger.LedgerInference;
import devnet.ledger.LedgerTopic;
import devnet.tx.CanonicalDecimal;
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
final class SimulatedCompetitors {
  private final List<String> addresses;
  private final SplittableRandom random;

  SimulatedCompetitors(int count, long seed) {
    this.addresses = IntStream.range(0, count).mapToObj(it -> competitorAddress(seed, it)).toList();
    this.random = new SplittableRandom(seed);
  }

  private static String competitorAddress(long seed, int index) {
    byte[] name = ("competitor/" + seed + "/" + index).getBytes(StandardCharsets.UTF_8);
    return DevnetCrypto.addressOfHash(Crypto.hash160(name));
  }

  List<String> addresses() {
    return addresses;
  }

  void submitAll(LedgerTopic topic, long nonce, int limit) {
    ActiveSetAdmission admission = new ActiveSetAdmission(topic, limit);
    for (String address : addresses) {
      topic.registeredWorkers.add(address);
      double value = Math.round(random.nextGaussian() * 1e6 * 0.05) / 1e6;
      Inference inference =
          Inference.newBuilder()
              .setTopicId(topic.id())
              .setBlockHeight(nonce)
              .setInferer(address)
              .setValue(CanonicalDecimal.canonical(Double.toString(value), true))
              .build();
      admission.tryAdd(new LedgerInference(inference, nonce, ""));
    }
  }
}
