package devnet;

import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.ledger.GenesisTopic;
import devnet.tx.TxDecoder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** A simulated v5 network with the geometry and the history of the recorded one. */
final class ReplayedNetwork implements AutoCloseable {
  private static final String WORKER = "allo1a9jrnvfuwdx22y8w33pc6qmxatuewy89f5j9f7";
  private static final String KEYLESS = "allo1g3sh7q060a05mqltaf240g4ukhwlrmfxdl84a0";
  private static final String FAILED_TX =
      "BA71AA8C8C69073E77B547F04F7E166CEA9CE0DA76317B1E5D5E75E2E4126250";
  private static final Pattern ANY_TX = Pattern.compile("(?!0{60})[0-9A-F]{64}");
  private static final long FIRST_NONCE = 2923;

  private final StubWallClock wallClock = new StubWallClock();
  private final DevnetTestWallet worker = wallet(7);
  private final DevnetTestWallet stranger = wallet(8);
  private final Devnet devnet;
  private final String failedHash;
  private String lastHash;

  ReplayedNetwork() {
    devnet =
        Devnet.start(
            DevnetOptions.standard()
                .withWallClock(wallClock)
                .withChainId(worker.chainId)
                .withEmissionsVersion(DevnetEmissionsVersion.V5)
                .withBlockTime(Duration.ofSeconds(1))
                .withStartHeight(FIRST_NONCE - 11)
                .withTopics(List.of(topic()))
                .withAccounts(accounts()));
    advanceTo(FIRST_NONCE - 10);
    send(worker, worker.registration(1));
    failedHash = TxDecoder.txHash(send(stranger, stranger.payload(1, 1, "0.01")));
    advanceTo(FIRST_NONCE + 5);
    submit(FIRST_NONCE);
  }

  private static DevnetTestWallet wallet(int number) {
    DevnetTestWallet wallet = new DevnetTestWallet(number);
    wallet.chainId = "allora-local-1";
    wallet.emissions = DevnetEmissionsVersion.V5;
    wallet.account = number;
    return wallet;
  }

  private static GenesisTopic topic() {
    return GenesisTopic.logReturnTopic(1).withBlockLengths(40, 20, 40).withFirstNonce(FIRST_NONCE);
  }

  private List<GenesisAccount> accounts() {
    return List.of(
        GenesisAccount.fundedWorker(KEYLESS).asUnregistered(),
        GenesisAccount.fundedWorker(worker.address).asUnregistered().withNumberAndSequence(7, 0),
        GenesisAccount.fundedWorker(stranger.address).withNumberAndSequence(8, 0));
  }

  /** An inference was inserted a block before the latest; the window of 2963 saw none. */
  void enterFirstMoment() {
    advanceTo(3010);
    submit(3003);
    advanceTo(3013);
  }

  void enterSecondMoment() {
    advanceTo(3047);
    submit(3043);
    advanceTo(3050);
  }

  void enterThirdMoment() {
    advanceTo(3067);
  }

  private void submit(long nonce) {
    worker.timeout = nonce + 19;
    lastHash = TxDecoder.txHash(send(worker, worker.payload(1, nonce, "-0.0036")));
  }

  private byte[] send(DevnetTestWallet from, byte[] tx) {
    var reply = new DevnetHttpClient(devnet.restUri()).broadcast(tx).path("tx_response");
    if (reply.path("code").asInt() != 0) {
      throw new IllegalStateException(reply.toString());
    }
    from.sequence++;
    return tx;
  }

  private void advanceTo(long height) {
    wallClock.forward(Duration.ofSeconds(height - devnet.height()));
    devnet.height();
  }

  /** Asks what the recording asked, with this network's worker and transactions. */
  HttpResponse<String> ask(RecordedReply recorded) {
    var node = recorded.protocol().equals("rpc") ? devnet.rpcUri() : devnet.restUri();
    String path =
        ANY_TX
            .matcher(recorded.path().replace(WORKER, worker.address))
            .replaceAll(it -> it.group().equals(FAILED_TX) ? failedHash : lastHash);
    return new DevnetHttpClient(node).send(recorded.method(), path, recorded.request());
  }

  @Override
  public void close() {
    devnet.close();
  }
}
