package devnet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Everything consensus would agree on; guarded by the ledger's lock. */
final class State {
  static final String DENOM = "uallo";
  static final BigInteger DATA_SENDING_FEE = BigInteger.TEN;
  static final int MAX_MESSAGE = 1_000_000;

  final String chainId;
  final Map<String, Account> accounts = new LinkedHashMap<>();
  final Map<Long, Topic> topics = new TreeMap<>();
  final Map<String, String> owners = new HashMap<>();
  final TreeSet<String> grants = new TreeSet<>();
  Emissions emissions;
  BigDecimal gasPrice;
  BigInteger registrationFee;
  int activeSet = 32;
  long height;
  Instant time;

  /** Failures that a scenario orders for the next included payloads. */
  final ArrayDeque<Refusal> forced = new ArrayDeque<>();

  /** How many of the next payloads succeed without being stored. */
  int discards;

  private final Map<String, Account> hidden = new LinkedHashMap<>();
  private long nextNumber = 1;

  State(DevnetOptions options) {
    chainId = options.chainId();
    emissions = options.emissions();
    gasPrice = options.gasPrice();
    registrationFee = BigInteger.valueOf(emissions == Emissions.V5 ? 200 : 50_000_000);
    height = options.startHeight();
    time = options.start();
    options.topics().forEach(it -> topics.put(it.id(), new Topic(it, height)));
    options.accounts().forEach(this::open);
  }

  private void open(GenesisAccount genesis) {
    long number = genesis.number() < 0 ? nextNumber : genesis.number();
    nextNumber = Math.max(nextNumber, number + 1);
    String address = genesis.address();
    accounts.put(address, new Account(address, number, genesis.sequence(), genesis.balance()));
    for (Topic topic : topics.values()) {
      if (genesis.registered()) {
        topic.registered.add(address);
      }
      if (genesis.whitelisted()) {
        topic.whitelist.add(address);
      }
    }
  }

  Optional<Account> account(String address) {
    return Optional.ofNullable(accounts.get(address));
  }

  /**
   * @throws GrpcError not found
   */
  Topic requiredTopic(long id) {
    return topic(id).orElseThrow(() -> GrpcError.notFound("topic " + id + " not found"));
  }

  Optional<Topic> topic(long id) {
    return Optional.ofNullable(topics.get(id));
  }

  BigInteger balance(String address) {
    return account(address).map(it -> it.balance).orElse(BigInteger.ZERO);
  }

  void known(String address, boolean on) {
    Map<String, Account> from = on ? hidden : accounts;
    Account moved = from.remove(address);
    if (moved != null) {
      (on ? accounts : hidden).put(address, moved);
    }
  }

  /** First coins open an account. */
  void credit(String address, BigInteger uallo) {
    Account account =
        accounts.computeIfAbsent(address, it -> new Account(it, nextNumber++, 0, BigInteger.ZERO));
    account.balance = account.balance.add(uallo);
  }

  BigInteger requiredFee(long gasLimit) {
    return gasPrice
        .multiply(BigDecimal.valueOf(gasLimit))
        .setScale(0, RoundingMode.CEILING)
        .toBigInteger();
  }

  static String grant(String granter, String grantee) {
    return granter + ">" + grantee;
  }
}
