package devnet.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import devnet.DevnetTestWallet;
import devnet.block.ChainBlock.DeliveredTx;
import devnet.block.SimulatedChain;
import devnet.proto.InferenceForecastBundle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The error table, row by row: what CheckTx refuses, and what only a block does. */
class TxRejectedExceptionTest {
  private static final long TOPIC = 67;
  private static final long NONCE = 6_000_002;
  private final DevnetTestWallet wallet = new DevnetTestWallet(3);
  private final SubmissionRecorder recorder = new SubmissionRecorder();
  private DevnetOptions options =
      DevnetOptions.standard().withAccounts(List.of(GenesisAccount.fundedWorker(wallet.address)));
  private SimulatedChain chain = begin();

  private SimulatedChain begin() {
    SimulatedChain fresh = new SimulatedChain(options, recorder);
    fresh.commitDueBlocks(options.start().plusSeconds(10));
    return fresh;
  }

  @Test
  void checksTheSignatureAgainstChainIdAccountAndSequence() {
    wallet.chainId = "allora-testnet-1";
    assertEquals("sdk/4", check("please verify account number"));
    wallet.chainId = "dromedary-devnet-1";
    wallet.account = 2;
    assertEquals("sdk/4", check("please verify account number"));
    wallet.account = 1;
    wallet.sequence = 3;
    assertEquals("sdk/32", check("account sequence mismatch, expected 0, got 3"));
  }

  @Test
  void countsWaitingTransactionsIntoTheExpectedSequence() {
    assertEquals("/0", verdict(chain.broadcast(value("1"))));
    assertEquals("sdk/19", verdict(chain.broadcast(value("1"))));
    assertEquals("sdk/32", verdict(chain.broadcast(value("2"))));
  }

  @Test
  void refusesForeignVersionsAndUnknownFields() {
    wallet.emissions = DevnetEmissionsVersion.V9;
    assertEquals("sdk/2", check("unable to resolve type URL /emissions.v9."));
    assertEquals("sdk/2", verdict(chain.broadcast(new byte[] {1, 2, 3})));
  }

  @Test
  void refusesBadDecimalsWhileDecoding() {
    for (String bad : List.of("NaN", "Infinity", "1e-41", "1e41", "abc")) {
      assertEquals("sdk/2", verdict(chain.broadcast(value(bad))), bad);
    }
  }

  @Test
  void asksForTheFeeOfTheWholeGasLimit() {
    wallet.fee = 2_999_999;
    assertEquals(
        "sdk/13", check("required: 3000000uallo, minGasPrice: 10.000000000000000000uallo"));
    wallet.fee = 0;
    assertEquals("feemarket/1", check(""));
    wallet.fee = 3_000_000;
    wallet.denom = "uatom";
    assertEquals("feemarket/3", check(""));
    wallet.denom = "uallo";
    chain.changeState(it -> it.findAccount(wallet.address).orElseThrow().balance = BigInteger.ONE);
    assertEquals("sdk/5", check("insufficient funds"));
  }

  @Test
  void refusesLongMemosPastTimeoutsAndTooLittleGas() {
    wallet.memo = "x".repeat(257);
    assertEquals("sdk/12", check("memo too large"));
    wallet.memo = "";
    wallet.timeout = NONCE - 1;
    assertEquals("sdk/30", check("tx timeout height"));
    wallet.timeout = 0;
    wallet.gas = 1_000;
    assertEquals("sdk/11", check("out of gas in location"));
  }

  @Test
  void knowsNoAccountThatWasNeverFunded() {
    options = DevnetOptions.standard();
    chain = begin();
    assertEquals("sdk/9", check("unknown address"));
  }

  @Test
  void spendsFeeAndSequenceOnAFailureInTheBlock() {
    BigInteger before = chain.readState(it -> it.balanceOf(wallet.address));
    DeliveredTx result = include(wallet.payload(TOPIC, NONCE + 1, "1"));
    assertEquals("emissions/75", verdict(result));
    assertEquals(
        1L, chain.<Long>readState(it -> it.findAccount(wallet.address).orElseThrow().sequence));
    assertEquals(
        before.subtract(BigInteger.valueOf(3_000_000)),
        chain.readState(it -> it.balanceOf(wallet.address)));
  }

  @Test
  void verifiesTheBundleOverCanonicalText() {
    assertEquals("sdk/4", verdict(include(value("1.2e-07"))));
    assertEquals("/0", verdict(include(value("1.2E-7"))));
    assertEquals(1, recorder.acceptedCount(TOPIC));
  }

  @Test
  void refusesABundleThatSomebodyElseSigned() {
    var inner =
        InferenceForecastBundle.newBuilder()
            .setInference(DevnetTestWallet.inference(wallet.address, TOPIC, NONCE, "1"))
            .build();
    byte[] foreign = new DevnetTestWallet(4).sign(inner.toByteArray());
    DeliveredTx result = include(wallet.payload(inner, foreign));
    assertEquals("sdk/4", verdict(result));
    assertTrue(result.log().contains("worker data bundle"));
  }

  @Test
  void wantsRegistrationAndWhitelist() {
    chain.changeState(it -> it.topics.get(TOPIC).registeredWorkers.clear());
    assertEquals("emissions/13", verdict(include(value("1"))));
    chain.changeState(it -> it.topics.get(TOPIC).whitelist.clear());
    chain.changeState(it -> it.topics.get(TOPIC).whitelistOnly = true);
    DeliveredTx refused = include(value("1"));
    assertTrue(refused.log().contains("not permitted to submit"));
  }

  @Test
  void registersOnceForAFee() {
    chain.changeState(it -> it.topics.get(TOPIC).registeredWorkers.clear());
    assertEquals("/0", verdict(include(wallet.registration(TOPIC))));
    assertEquals("emissions/8", verdict(include(wallet.registration(TOPIC))));
    assertEquals("emissions/23", verdict(include(wallet.registration(999))));
    assertEquals("/0", verdict(include(value("1"))));
  }

  @Test
  void acceptsOnTheLastHeightAndNotAfter() {
    to(NONCE + 599);
    assertEquals("/0", verdict(include(value("1"))));
    assertEquals(NONCE + 600, chain.latestBlock().height());
    assertEquals("emissions/75", verdict(include(value("1"))));
  }

  @Test
  void closesOneBlockEarlierOnV5() {
    options = options.withEmissionsVersion(DevnetEmissionsVersion.V5);
    wallet.emissions = DevnetEmissionsVersion.V5;
    chain = begin();
    to(NONCE + 599);
    assertEquals("emissions/67", verdict(include(value("1"))));
  }

  @Test
  void takesNoPayloadWhoseTimeoutPassedUnseen() {
    chain.changeConditions((mempool, schedule) -> mempool.extraDelayBlocks = 5);
    wallet.timeout = NONCE + 3;
    SimulatedChain.CheckTxResult checked = chain.broadcast(value("1"));
    assertEquals(0, checked.code());
    to(NONCE + 10);
    assertTrue(chain.txIndex().find(checked.hash()).isEmpty());
    assertEquals(
        0L, chain.<Long>readState(it -> it.findAccount(wallet.address).orElseThrow().sequence));
  }

  @Test
  void storesNothingAtCode0WhenBetterWorkersFillTheSet() {
    options = options.withCompetitors(2);
    chain = new SimulatedChain(options, recorder);
    chain.changeState(it -> it.activeSetLimit = 2);
    chain.changeState(it -> it.topics.get(TOPIC).scores.setScore(wallet.address, -1, 0));
    chain.commitDueBlocks(options.start().plusSeconds(10));
    DeliveredTx result = include(value("1"));
    assertEquals("/0", verdict(result));
    assertEquals(0, recorder.acceptedCount(TOPIC));
    assertEquals("emissions/78", verdict(include(value("1"))));
    assertTrue(result.events().stream().noneMatch(it -> it.type().contains("InfererPayload")));
  }

  @Test
  void holdsTheGasLimitAgainstWhatTheBlockNeeds() {
    chain.changeConditions((mempool, schedule) -> schedule.gasFactor = 3);
    assertEquals("sdk/11", verdict(include(value("1"))));
  }

  @Test
  void raisesTheFeeOnlyForWhatComesAfter() {
    chain.changeState(it -> it.gasPrice = new BigDecimal("10.5"));
    assertEquals("sdk/13", check("required: 3150000uallo"));
  }

  private byte[] value(String text) {
    return wallet.payload(TOPIC, NONCE, text);
  }

  private String check(String text) {
    SimulatedChain.CheckTxResult checked = chain.broadcast(value("1"));
    assertTrue(checked.log().contains(text), checked.log());
    return verdict(checked);
  }

  private DeliveredTx include(byte[] tx) {
    SimulatedChain.CheckTxResult checked = chain.broadcast(tx);
    assertEquals(0, checked.code(), checked.log());
    wallet.sequence++;
    to(chain.latestBlock().height() + 1);
    return chain.txIndex().find(checked.hash()).orElseThrow();
  }

  private void to(long height) {
    long blocks = height - options.startHeight();
    chain.commitDueBlocks(options.start().plusSeconds(5 * blocks));
  }

  private static String verdict(SimulatedChain.CheckTxResult checked) {
    return checked.codespace() + "/" + checked.code();
  }

  private static String verdict(DeliveredTx result) {
    return result.codespace() + "/" + result.code();
  }
}
