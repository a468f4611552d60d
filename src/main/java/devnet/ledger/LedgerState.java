package devnet.ledger;

import devnet.server.DevnetResponse.GrpcStatusException;
import fr.acinq.bitcoin.Crypto;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The state that nodes agree on by consensus; guarded by the ledger's lock. */
public final class LedgerState {
  public static final String DENOM = "uallo";
  public static final BigInteger DATA_SENDING_FEE = BigInteger.TEN;
  public static final int MAX_MESSAGE = 1_000_000;
  public static final String FEE_COLLECTOR = moduleAddress("fee_collector");

  /** Address of the emissions module's account. */
  public static final String REWARDS_ACCOUNT = moduleAddress("allorarewards");

  /** One account; guarded by the ledger's lock like all of the state. */
  public static final class LedgerAccount {
    public final String address;
    public final long number;
    public long sequence;
    public byte[] publicKey;
    public BigInteger balance;

    LedgerAccount(String address, long number, long sequence, BigInteger balance) {
      this.address = address;
      this.number = number;
      this.sequence = sequence;
      this.balance = balance;
    }

    public boolean canPay(BigInteger amount) {
      return balance.compareTo(amount) >= 0;
    }
  }

  public final String chainId;
  public final Map<String, LedgerAccount> accounts = new LinkedHashMap<>();
  public final Map<Long, LedgerTopic> topics = new TreeMap<>();
  public final Map<String, String> registrationOwners = new HashMap<>();
  public final TreeSet<String> feeGrants = new TreeSet<>();
  public DevnetEmissionsVersion emissionsVersion;
  public BigDecimal gasPrice;
  public BigInteger registrationFee;
  public int activeSetLimit = 32;
  public long height;
  public Instant time;

  /** Failures that a scenario orders for the next included payloads. */
  public final ArrayDeque<TxRejectedException> forcedFailures = new ArrayDeque<>();

  /** How many of the next payloads succeed with code 0 without being stored. */
  public int discardsLeft;

  private final Map<String, LedgerAccount> hiddenAccounts = new LinkedHashMap<>();
  private long nextNumber = 1;

  public LedgerState(DevnetOptions options) {
    chainId = options.chainId();
    emissionsVersion = options.emissionsVersion();
    gasPrice = options.gasPrice();
    registrationFee =
        BigInteger.valueOf(emissionsVersion == DevnetEmissionsVersion.V5 ? 200 : 50_000_000);
    height = options.startHeight();
    time = options.start();
    options.topics().forEach(it -> topics.put(it.id(), new LedgerTopic(it, height)));
    options.accounts().forEach(this::openGenesisAccount);
  }

  private void openGenesisAccount(GenesisAccount genesis) {
    long number = genesis.accountNumber() < 0 ? nextNumber : genesis.accountNumber();
    nextNumber = Math.max(nextNumber, number + 1);
    String address = genesis.address();
    accounts.put(
        address, new LedgerAccount(address, number, genesis.sequence(), genesis.balance()));
    for (LedgerTopic topic : topics.values()) {
      if (genesis.registered()) {
        topic.registeredWorkers.add(address);
      }
      if (genesis.whitelisted()) {
        topic.whitelist.add(address);
      }
      if (genesis.stake().signum() > 0) {
        topic.registeredReputers.add(address);
        topic.stakes.add(new StakeLedger.Placement(address, address), genesis.stake());
      }
    }
  }

  private static String moduleAddress(String name) {
    byte[] hash = Crypto.sha256(name.getBytes(StandardCharsets.UTF_8));
    return DevnetCrypto.addressOfHash(Arrays.copyOf(hash, 20));
  }

  /** Owner of a worker's registration: the worker itself, unless a scenario set another. */
  public Optional<String> findRegistrationOwner(String worker) {
    boolean registered =
        topics.values().stream().anyMatch(it -> it.registeredWorkers.contains(worker));
    String self = registered ? worker : null;
    return Optional.ofNullable(registrationOwners.getOrDefault(worker, self));
  }

  public Optional<LedgerAccount> findAccount(String address) {
    return Optional.ofNullable(accounts.get(address));
  }

  /**
   * @throws GrpcStatusException not found
   */
  public LedgerTopic requiredTopic(long id) {
    return findTopic(id)
        .orElseThrow(() -> GrpcStatusException.notFound("topic " + id + " not found"));
  }

  public Optional<LedgerTopic> findTopic(long id) {
    return Optional.ofNullable(topics.get(id));
  }

  /** The topic that a worker or a reputer names in its payload. */
  public LedgerTopic requireTopicOfPayload(long id) {
    return findTopic(id)
        .orElseThrow(() -> TxRejectedException.emissionsError(6, "invalid topic ID"));
  }

  /** Whether the topic's whitelist, if it has one, lets the address submit. */
  public boolean isPermitted(long topic, String address) {
    return findTopic(topic).map(it -> it.maySubmit(address)).orElse(true);
  }

  public void requireDataSendingFee(String sender) {
    if (!findAccount(sender).orElseThrow().canPay(DATA_SENDING_FEE)) {
      throw TxRejectedException.sdkError(
          5, "sender has insufficient balance to cover fees: insufficient funds");
    }
  }

  public BigInteger balanceOf(String address) {
    return findAccount(address).map(it -> it.balance).orElse(BigInteger.ZERO);
  }

  public void setAccountVisible(String address, boolean on) {
    Map<String, LedgerAccount> from = on ? hiddenAccounts : accounts;
    LedgerAccount moved = from.remove(address);
    if (moved != null) {
      (on ? accounts : hiddenAccounts).put(address, moved);
    }
  }

  /** Adds coins; the first coins open the account. */
  public void credit(String address, BigInteger uallo) {
    LedgerAccount account =
        accounts.computeIfAbsent(
            address, it -> new LedgerAccount(it, nextNumber++, 0, BigInteger.ZERO));
    account.balance = account.balance.add(uallo);
  }

  /** Takes coins; the caller has checked the balance. */
  public void debit(String address, BigInteger uallo) {
    LedgerAccount account = accounts.get(address);
    account.balance = account.balance.subtract(uallo);
  }

  /** The account that pays the sender's fee: the granter, if one is named and has granted it. */
  public LedgerAccount requireFeePayer(String granter, String sender) {
    if (!granter.isEmpty() && !feeGrants.contains(feeGrantKey(granter, sender))) {
      throw TxRejectedException.sdkError(
          38, "%s does not allow to pay fees for %s: fee-grant not found", granter, sender);
    }
    return findAccount(granter.isEmpty() ? sender : granter)
        .orElseThrow(
            () -> TxRejectedException.sdkError(9, "fee payer does not exist: unknown address"));
  }

  public BigInteger requiredFee(long gasLimit) {
    return gasPrice
        .multiply(BigDecimal.valueOf(gasLimit))
        .setScale(0, RoundingMode.CEILING)
        .toBigInteger();
  }

  public static String feeGrantKey(String granter, String grantee) {
    return granter + ">" + grantee;
  }
}
