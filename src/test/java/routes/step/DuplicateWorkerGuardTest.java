package routes.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.AlloraClient;
import chain.StubNetwork;
import chain.StubNode;
import chain.model.EmissionsVersion;
import chain.model.FeePolicy;
import chain.model.FeePolicy.FeeTier;
import chain.model.Network;
import chain.model.NodeEndpoint;
import chain.model.Timeouts;
import devnet.Devnet;
import devnet.StubWallClock;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import domain.Claim;
import domain.Failure;
import domain.FailureReason;
import domain.Provenance;
import domain.Submission;
import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import domain.Window;
import domain.market.DataOrigin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import journal.Journal;
import journal.database.JournalLocation;
import journal.entry.Entry;
import journal.entry.EntryFilter;
import journal.entry.EntryState;
import ops.WorkerMetrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.allora.WorkerClients;
import wallet.Wallet;

/** The journal against the chain, over real HTTP and with real signatures. */
class DuplicateWorkerGuardTest {
  private static final TopicSpec TOPIC =
      new TopicSpec(67, PredictionTarget.LOG_RETURN, "btcusd", Duration.ofHours(168));

  @TempDir Path folder;
  private final StubWallClock wallClock = new StubWallClock();
  private Devnet devnet;
  private AlloraClient allora;

  /** Another process with the wallet, which offers another fee. */
  private AlloraClient elsewhere;

  private Journal journal;
  private DuplicateWorkerGuard duplicateGuard;

  @BeforeEach
  void begin() {
    Wallet wallet = Wallet.fromMnemonic(("abandon ".repeat(11) + "about").toCharArray());
    devnet =
        Devnet.start(
            DevnetOptions.standard()
                .withWallClock(wallClock)
                .withAccounts(List.of(GenesisAccount.fundedWorker(wallet.address()))));
    Network network =
        Network.preset("devnet")
            .withEndpoints(List.of(NodeEndpoint.parse("rest+" + devnet.restUri())));
    Timeouts timeouts =
        new Timeouts(1, () -> Duration.between(Instant.EPOCH, wallClock.instant()).toNanos());
    allora = new AlloraClient(network, wallet, timeouts, FeePolicy.standard());
    long mostGas = FeePolicy.standard().maxGas();
    elsewhere =
        new AlloraClient(network, wallet, timeouts, new FeePolicy(FeeTier.PRIORITY, "", mostGas));
    journal = Journal.open(JournalLocation.file(folder.resolve("journal.db")), wallClock);
    duplicateGuard =
        new DuplicateWorkerGuard(
            journal, WorkerClients.singleWallet(allora), new FailureRecorder(journal, it -> {}));
    blocks(2);
  }

  @AfterEach
  void end() {
    journal.close();
    allora.close();
    elsewhere.close();
    devnet.close();
  }

  private void blocks(long count) {
    wallClock.forward(Duration.ofSeconds(5 * count));
  }

  private Claim claim(Window window, String value) {
    return new Claim(
        window,
        value,
        new Provenance(
            new DataOrigin.SimulatedMarket("devnet"), Instant.EPOCH, 1, "in", "model", "test"));
  }

  /** Sent without this journal, as another process with the wallet would. */
  private Window answeredElsewhere(String value) {
    Window window = allora.newestOpenWindow(67).orElseThrow();
    allora.broadcast(allora.sign(claim(window, value), 1));
    blocks(3);
    return window;
  }

  private Failure.Stop refused() {
    Failure.Stop stop =
        assertThrows(
            Failure.Stop.class,
            () ->
                new DuplicateWorkerGuard(
                        journal,
                        WorkerClients.singleWallet(allora),
                        new FailureRecorder(journal, it -> {}))
                    .checkAtStart(TOPIC));
    assertEquals(FailureReason.DUPLICATE_WORKER, stop.reason());
    assertEquals(2, stop.exitCode());
    return stop;
  }

  @Test
  void aStoredInferenceThatTheJournalDoesNotKnowStopsTheStart() {
    answeredElsewhere("0.25");
    String sentence = refused().getMessage();
    assertTrue(sentence.contains("another process") && sentence.contains("journal was lost"));
    assertTrue(sentence.contains("dromedary journal adopt"));
  }

  /** The newest inference is cleared by then, and the node keeps no index of transactions. */
  @Test
  void aClosedWindowsInferenceStopsALostJournalToo() {
    String prefix = EmissionsVersion.V5.restPrefix();
    try (StubNode node = StubNetwork.node(EmissionsVersion.V5);
        AlloraClient client =
            new AlloraClient(
                StubNetwork.of(node.rest()),
                StubNetwork.WALLET,
                Timeouts.realTime(),
                FeePolicy.standard())) {
      node.block(StubNetwork.CHAIN, 165, 65, 100);
      node.says(
          prefix + "/topics/67/workers/" + StubNetwork.WORKER + "/latest_inference",
          500,
          "{'code':2,'message':'collections: not found: key of type emissions.v3.Inference'}");
      node.says(
          prefix + "/inferences/67/100",
          "{'inferences':{'inferences':[{'inferer':'"
              + StubNetwork.WORKER
              + "','value':'0.25'}]}}");
      WorkerClients workers = WorkerClients.singleWallet(client);
      DuplicateWorkerGuard guard =
          new DuplicateWorkerGuard(journal, workers, new FailureRecorder(journal, it -> {}));
      assertThrows(Failure.Stop.class, () -> guard.checkAtStart(TOPIC));
      assertEquals("0.25", guard.adoptFromChain(67).orElseThrow().value());
      guard.checkAtStart(TOPIC);
    }
  }

  @Test
  void adoptingTakesTheChainsRecordOverAndLetsTheDaemonStart() {
    Window window = answeredElsewhere("0.25");
    Entry row = duplicateGuard.adoptFromChain(67).orElseThrow();
    assertEquals(EntryState.ACCEPTED, row.state());
    assertEquals("0.25", row.value());
    assertEquals(window.key(), row.key());
    duplicateGuard.checkAtStart(TOPIC);
    assertTrue(duplicateGuard.adoptFromChain(67).isEmpty());
  }

  @Test
  void aForeignAnswerToAClaimedWindowStopsBeforeSigningAndCanBeAdopted() {
    Claim claim = claim(allora.newestOpenWindow(67).orElseThrow(), "0.5");
    journal.recordClaim(claim);
    duplicateGuard.requireNoDuplicate(claim);
    answeredElsewhere("0.25");
    assertThrows(Failure.Stop.class, () -> duplicateGuard.requireNoDuplicate(claim));
    Entry row = duplicateGuard.adoptFromChain(67).orElseThrow();
    assertEquals(EntryState.EXPIRED, row.state());
    assertEquals(FailureReason.DUPLICATE_WORKER, row.reason());
    duplicateGuard.requireNoDuplicate(claim);
  }

  @Test
  void aForeignTransactionStopsTheStartEvenIfItsInferenceIsNotAnothersUntilItIsAdopted() {
    Window window = allora.newestOpenWindow(67).orElseThrow();
    Claim own = claim(window, "0.5");
    journal.recordClaim(own);
    Submission submission = allora.sign(own, 1);
    journal.recordSignedAttempt(window.key(), submission.attempt());
    allora.broadcast(elsewhere.sign(own, 1));
    blocks(3);
    journal.applyOutcome(window.key(), 1, allora.receipt(submission));
    assertEquals(EntryState.ACCEPTED, journal.find(window.key()).orElseThrow().state());
    assertTrue(refused().getMessage().contains("holds transaction "));
    assertTrue(duplicateGuard.adoptFromChain(67).isEmpty());
    duplicateGuard.checkAtStart(TOPIC);
  }

  /** As it is after somebody has put back a copy of the file, and in a lost one. */
  @Test
  void aJournalOlderThanTheChainStopsTheStartAndGoesOnOnceTheRecordIsAdopted() throws Exception {
    answer("0.5");
    Path copy = folder.resolve("copy.db");
    journal.close();
    Files.copy(folder.resolve("journal.db"), copy);
    journal = Journal.open(JournalLocation.file(folder.resolve("journal.db")), wallClock);
    blocks(allora.topicInfo(67).epochLength());
    Window missing = answer("0.6");
    journal.close();
    journal = Journal.open(JournalLocation.file(copy), wallClock);
    duplicateGuard =
        new DuplicateWorkerGuard(
            journal, WorkerClients.singleWallet(allora), new FailureRecorder(journal, it -> {}));
    assertTrue(refused().getMessage().contains(missing.key().label()));
    assertEquals("0.6", duplicateGuard.adoptFromChain(67).orElseThrow().value());
    duplicateGuard.checkAtStart(TOPIC);
    assertThrows(Failure.Skip.class, () -> journal.recordClaim(claim(missing, "0.7")));
  }

  private Window answer(String value) {
    Window window = allora.newestOpenWindow(67).orElseThrow();
    Submission own = broadcast(window, value);
    blocks(3);
    journal.applyOutcome(window.key(), 1, allora.receipt(own));
    return window;
  }

  /** Under way, and not known to the journal as sent. */
  private Submission broadcast(Window window, String value) {
    Claim claim = claim(window, value);
    journal.recordClaim(claim);
    Submission submission = allora.sign(claim, 1);
    journal.recordSignedAttempt(window.key(), submission.attempt());
    allora.broadcast(submission);
    return submission;
  }

  @Test
  void whatTheJournalSignedIsOursAlsoBeforeItIsSettled() {
    broadcast(allora.newestOpenWindow(67).orElseThrow(), "0.5");
    blocks(3);
    new DuplicateWorkerGuard(
            journal, WorkerClients.singleWallet(allora), new FailureRecorder(journal, it -> {}))
        .checkAtStart(TOPIC);
  }

  @Test
  void anAttemptGivenUpAsDeadButStoredAllTheSameClosesItsRow() {
    Window window = allora.newestOpenWindow(67).orElseThrow();
    broadcast(window, "0.5");
    journal.markAttemptDead(
        window.key(), 1, FailureReason.REFUSED, "another node wants a higher fee");
    SettlementSteps settlement =
        new SettlementSteps(
            journal,
            WorkerClients.singleWallet(allora),
            Set.of(),
            new WorkerMetrics(),
            new FailureRecorder(journal, it -> {}),
            () -> Instant.MAX);
    assertTrue(settlement.continueUnlessStored(journal.find(window.key()).orElseThrow()));
    blocks(3);
    assertFalse(settlement.continueUnlessStored(journal.find(window.key()).orElseThrow()));
    assertEquals(EntryState.ACCEPTED, journal.find(window.key()).orElseThrow().state());
  }

  /** Else the last ones would wait for ever behind rows that take all of a round's time. */
  @Test
  void aRoundOfSettlementBeginsWhereTheOneBeforeItEnded() {
    Window window = allora.newestOpenWindow(67).orElseThrow();
    long epoch = allora.topicInfo(67).epochLength();
    Window earlier =
        new Window(
            window.key().withNonce(window.nonce() - epoch),
            window.lastHeight() - epoch,
            window.openedAt(),
            window.closesAt());
    journal.recordClaim(claim(earlier, "0.1"));
    journal.recordClaim(claim(window, "0.2"));
    SettlementSteps settlement =
        new SettlementSteps(
            journal,
            WorkerClients.singleWallet(allora),
            Set.of(),
            new WorkerMetrics(),
            new FailureRecorder(journal, it -> {}),
            () -> Instant.MAX);
    List<Entry> first = settlement.openEntries();
    settlement.windowOf(first.get(0));
    List<Entry> second = settlement.openEntries();
    assertEquals(2, second.size());
    assertEquals(first.get(1).key(), second.get(0).key());
    second.forEach(settlement::windowOf);
    assertEquals(second.get(0).key(), settlement.openEntries().get(0).key());
  }

  @Test
  void epochsThatPassedWhileDownAreMissedAndAFirstStartInventsNone() {
    duplicateGuard.checkAtStart(TOPIC);
    assertTrue(journal.reader().findLatest(EntryFilter.ALL, 9).isEmpty());
    Window first = allora.newestOpenWindow(67).orElseThrow();
    journal.ensureEntry(first);
    long epoch = allora.topicInfo(67).epochLength();
    blocks(3 * epoch + 650);
    new DuplicateWorkerGuard(
            journal, WorkerClients.singleWallet(allora), new FailureRecorder(journal, it -> {}))
        .checkAtStart(TOPIC);
    List<Entry> rows = journal.reader().findLatest(EntryFilter.ALL, 9);
    assertEquals(
        List.of(3 * epoch, 2 * epoch, epoch, 0L),
        rows.stream().map(it -> it.key().nonce() - first.nonce()).toList());
    assertEquals(
        List.of(FailureReason.STARTED_LATE, FailureReason.NOT_RUNNING, FailureReason.NOT_RUNNING),
        rows.subList(0, 3).stream().map(Entry::reason).toList());
    assertEquals(EntryState.OPEN, rows.get(3).state());
  }
}
