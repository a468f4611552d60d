package chain.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.AlloraClient;
import chain.ChainClientFixture;
import chain.StubNetwork;
import chain.StubNode;
import chain.model.EmissionsVersion;
import chain.model.FeePolicy;
import chain.model.FeePolicy.FeeTier;
import chain.model.Network;
import chain.model.NodeEndpoint;
import chain.model.Timeouts;
import devnet.ledger.GenesisAccount;
import domain.Attempt;
import domain.Claim;
import domain.Failure;
import domain.FailureReason;
import domain.Submission;
import domain.Submission.BroadcastResult;
import domain.Submission.SubmissionOutcome;
import domain.Window;
import domain.WindowKey;
import domain.market.DataOrigin;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wallet.Wallet;

@Execution(ExecutionMode.CONCURRENT)
class SubmissionSignerTest {
  private static final String GRANTER =
      Wallet.fromMnemonic(
              "legal winner thank year wave sausage worth useful legal winner thank yellow"
                  .toCharArray())
          .address();
  private static final String BALANCES = "/cosmos/bank/v1beta1/balances/";
  private static final DataOrigin SIMULATED = new DataOrigin.SimulatedMarket("devnet");

  @Test
  void neverSignsSimulatedDataForARealNetwork() {
    for (String chain : List.of("allora-testnet-1", "allora-mainnet-1", "allora-local")) {
      try (StubNode node = StubNetwork.node(EmissionsVersion.V10);
          AlloraClient allora = real(node)) {
        Failure.Skip skip =
            assertThrows(Failure.Skip.class, () -> allora.sign(claim(chain, SIMULATED), 1));
        assertEquals(FailureReason.SYNTHETIC_DATA, skip.reason());
        assertTrue(node.posted().isEmpty(), "nothing was even asked");
      }
    }
  }

  @Test
  void aClaimThatSaysDevnetIsNotSignedByAWorkerOfARealNetwork() {
    try (StubNode node = StubNetwork.node(EmissionsVersion.V10);
        AlloraClient allora = real(node)) {
      assertThrows(Failure.class, () -> allora.sign(claim(Network.DEVNET_CHAIN_ID, SIMULATED), 1));
    }
  }

  @Test
  void signsRealDataForARealNetworkWithSequenceZero() {
    try (StubNode node = StubNetwork.node(EmissionsVersion.V10);
        AlloraClient allora = real(node)) {
      Submission submission =
          allora.sign(claim(StubNetwork.CHAIN, new DataOrigin.RealMarket("tiingo")), 1);
      Attempt attempt = submission.attempt();
      assertEquals(0, attempt.sequence());
      assertEquals(302_301, attempt.gasLimit());
      assertEquals(BigInteger.valueOf(15 * 302_301), attempt.fee());
      assertEquals(160, attempt.timeoutHeight());
    }
  }

  @Test
  void paysTheNodesMinimumWhereThereIsNoFeeMarket() {
    try (StubNode node = StubNetwork.node(EmissionsVersion.V5);
        AlloraClient allora = real(node)) {
      node.says("/feemarket/v1/gas_price/uallo", 501, "{'code':12,'message':'Not Implemented'}");
      node.says(
          "/cosmos/base/node/v1beta1/config",
          "{'minimum_gas_price':'1.000000000000000000ibc/AB,4.000000000000000000uallo'}");
      Attempt attempt =
          allora.sign(claim(StubNetwork.CHAIN, new DataOrigin.RealMarket("tiingo")), 1).attempt();
      assertEquals(BigInteger.valueOf(6 * 302_301), attempt.fee());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/feemarket/v1/gas_price/uallo | {'price':{'amount':'1e300000000'}}",
        "/feemarket/v1/gas_price/uallo | {'price':{'amount':'-1'}}",
        "/cosmos/tx/v1beta1/simulate | {'gas_info':{'gas_used':'9223372036854775807'}}",
        "/cosmos/tx/v1beta1/simulate | {'gas_info':{'gas_used':'1e300000000'}}",
        "BALANCE | {'balance':{'amount':'1e300000000'}}",
        "ACCOUNT | {'info':{'account_number':'12345','sequence':'99999999999999999999'}}",
        "/emissions/v10/params | {'params':{'data_sending_fee':'1e300000000'}}"
      })
  @Timeout(20)
  void anotherNodeIsAskedWhenANumberOfTheFirstCannotBeUsed(String path, String body) {
    String at =
        path.replace("ACCOUNT", "/cosmos/auth/v1beta1/account_info/" + StubNetwork.WORKER)
            .replace("BALANCE", BALANCES + StubNetwork.WORKER + "/by_denom");
    DataOrigin origin = new DataOrigin.RealMarket("tiingo");
    try (StubNode bad = StubNetwork.node(EmissionsVersion.V10).says(at, body.replace("'", "\""));
        StubNode good = StubNetwork.node(EmissionsVersion.V10);
        AlloraClient allora = real(bad, good)) {
      Attempt attempt = allora.sign(claim(StubNetwork.CHAIN, origin), 1).attempt();
      assertEquals(302_301, attempt.gasLimit());
      assertEquals(BigInteger.valueOf(15 * 302_301), attempt.fee());
      assertTrue(good.timesAsked(at) > 0, "the other node was not asked");
    }
  }

  private static AlloraClient real(StubNode... nodes) {
    return new AlloraClient(
        StubNetwork.of(Arrays.stream(nodes).map(StubNode::rest).toArray(NodeEndpoint[]::new)),
        StubNetwork.WALLET,
        Timeouts.realTime(),
        FeePolicy.standard());
  }

  /** Seen on a real v0.6.0 node: an unregistered worker's transaction was paid for in vain. */
  @Test
  void aRefusedTopicIsSimulatedAgainThoughAnotherOneOfTheBlockPassed() {
    try (StubNode node = StubNetwork.node(EmissionsVersion.V5);
        AlloraClient allora = real(node)) {
      DataOrigin market = new DataOrigin.RealMarket("tiingo");
      Claim refused = claim(68, StubNetwork.CHAIN, market);
      String simulate = "/cosmos/tx/v1beta1/simulate";
      node.says(simulate, 500, "{'code':2,'message':'address not registered'}");
      assertThrows(Failure.Retry.class, () -> allora.sign(refused, 1));
      node.says(simulate, "{'gas_info':{'gas_used':'201534'}}");
      allora.sign(claim(StubNetwork.CHAIN, market), 1);
      node.says(simulate, 500, "{'code':2,'message':'address not registered'}");
      allora.sign(claim(69, StubNetwork.CHAIN, market), 1);
      assertThrows(Failure.Retry.class, () -> allora.sign(refused, 1));
    }
  }

  private static Claim claim(String chain, DataOrigin origin) {
    return claim(67, chain, origin);
  }

  private static Claim claim(long topic, String chain, DataOrigin origin) {
    WindowKey key = new WindowKey(chain, topic, 100, StubNetwork.WORKER);
    Window window = new Window(key, 160, Instant.EPOCH, Instant.EPOCH);
    return new Claim(window, "0.0123", ChainClientFixture.provenance(origin));
  }

  @Test
  void aFeeAboveTheCapIsNotPaid() {
    try (ChainClientFixture client =
        new ChainClientFixture(options -> options.withGasPrice(new BigDecimal("300")))) {
      Window window = client.opened();
      Failure.Retry wait =
          assertThrows(Failure.Retry.class, () -> client.allora.sign(client.claim(window, "1"), 1));
      assertEquals(FailureReason.FEE_CAP, wait.reason());
      assertTrue(wait.getMessage().contains("(50000000 uallo); raise"), wait::getMessage);
    }
  }

  @Test
  void theTiersExtraIsDroppedBeforeTheWindowIs() {
    try (ChainClientFixture client =
        new ChainClientFixture(options -> options.withGasPrice(new BigDecimal("180.5")))) {
      Window window = client.opened();
      Attempt attempt = client.allora.sign(client.claim(window, "1"), 1).attempt();
      assertEquals(BigInteger.valueOf(50_000_000), attempt.fee());
    }
  }

  @Test
  void aWindowAboutToCloseIsWorthThePriorityPrice() {
    try (ChainClientFixture client = new ChainClientFixture(options -> options)) {
      Window window = client.opened();
      client.blocks(580);
      Attempt attempt = client.allora.sign(client.claim(window, "1"), 1).attempt();
      assertEquals(BigInteger.valueOf(25 * attempt.gasLimit()), attempt.fee());
    }
  }

  @Test
  void theFeeRisesInStepsAsTheDeadlineNears() {
    FeePolicy policy = new FeePolicy(FeeTier.ECO, "", FeePolicy.standard().maxGas());
    try (ChainClientFixture client =
        new ChainClientFixture(options -> options, policy, network -> network)) {
      Window window = client.opened();
      assertEquals(10, price(client, window));
      client.blocks(420);
      assertEquals(15, price(client, window), "the last third");
      client.blocks(100);
      assertEquals(25, price(client, window), "the last sixth");
    }
  }

  private static long price(ChainClientFixture client, Window window) {
    Attempt attempt = client.allora.sign(client.claim(window, "1"), 1).attempt();
    return attempt.fee().longValueExact() / attempt.gasLimit();
  }

  @Test
  void aGranterPaysForAnEmptyAccount() {
    GenesisAccount empty =
        GenesisAccount.fundedWorker(StubNetwork.WORKER).withBalance(BigInteger.ZERO);
    FeePolicy granted = new FeePolicy(FeeTier.STANDARD, GRANTER, FeePolicy.standard().maxGas());
    try (ChainClientFixture client =
        new ChainClientFixture(
            options -> options.withAccounts(List.of(empty, GenesisAccount.fundedWorker(GRANTER))),
            granted,
            network -> network)) {
      client.devnet.controls().grantFees(GRANTER, StubNetwork.WORKER);
      client.devnet.controls().fund(StubNetwork.WORKER, BigInteger.TEN);
      Window window = client.opened();
      Submission submission = client.allora.sign(client.claim(window, "1"), 1);
      assertInstanceOf(BroadcastResult.InMempool.class, client.allora.broadcast(submission));
      client.blocks(1);
      assertInstanceOf(SubmissionOutcome.Accepted.class, client.allora.receipt(submission));
    }
  }

  @Test
  void aLaterAttemptCostsNoMoreUnlessSomethingWasRefused() {
    try (ChainClientFixture client = new ChainClientFixture(options -> options)) {
      Window window = client.opened();
      Attempt first = client.allora.sign(client.claim(window, "1"), 1).attempt();
      Attempt fifth = client.allora.sign(client.claim(window, "1"), 5).attempt();
      assertEquals(first.gasLimit(), fifth.gasLimit());
      assertEquals(first.fee(), fifth.fee());
    }
  }

  @Test
  void anEmptyAccountIsToldBeforeAnythingIsSent() {
    GenesisAccount poor =
        GenesisAccount.fundedWorker(StubNetwork.WORKER).withBalance(BigInteger.TEN);
    try (ChainClientFixture client =
        new ChainClientFixture(options -> options.withAccounts(List.of(poor)))) {
      Window window = client.opened();
      Failure.Retry wait =
          assertThrows(Failure.Retry.class, () -> client.allora.sign(client.claim(window, "1"), 1));
      assertEquals(FailureReason.NO_FUNDS, wait.reason());
    }
  }

  @Test
  void anAccountThatWasNeverFundedIsNamed() {
    try (ChainClientFixture client =
        new ChainClientFixture(options -> options.withAccounts(List.of()))) {
      client.blocks(2);
      Failure.Retry wait = assertThrows(Failure.Retry.class, client.allora::account);
      assertEquals(FailureReason.NO_ACCOUNT, wait.reason());
      assertEquals(BigInteger.ZERO, client.allora.balance());
    }
  }

  @Test
  void aValueOutOfTheChainsSpellingIsNotSigned() {
    try (ChainClientFixture client = new ChainClientFixture(options -> options)) {
      Window window = client.opened();
      assertThrows(Failure.Skip.class, () -> client.allora.sign(client.claim(window, "1e-7"), 1));
      assertThrows(Failure.class, () -> client.allora.sign(client.claim(window, "NaN"), 1));
    }
  }
}
