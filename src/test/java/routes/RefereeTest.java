package routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.Allora;
import chain.Endpoint;
import chain.FeePolicy;
import chain.Network;
import chain.Pace;
import devnet.Devnet;
import devnet.DevnetOptions;
import devnet.GenesisAccount;
import devnet.StubClock;
import domain.Claim;
import domain.Failure;
import domain.Origin;
import domain.Provenance;
import domain.Reason;
import domain.Submission;
import domain.Target;
import domain.TopicSpec;
import domain.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import journal.Entry;
import journal.Filter;
import journal.Journal;
import journal.JournalPlace;
import journal.State;
import ops.Meters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.allora.Workers;
import wallet.Wallet;

/** The journal against the chain, over real HTTP and with real signatures. */
class RefereeTest {
  private static final TopicSpec TOPIC =
      new TopicSpec(67, Target.LOG_RETURN, "btcusd", Duration.ofHours(168));

  @TempDir Path folder;
  private final StubClock wall = new StubClock();
  private Devnet devnet;
  private Allora allora;
  private Journal journal;
  private Referee referee;

  @BeforeEach
  void begin() {
    Wallet wallet = Wallet.fromMnemonic(("abandon ".repeat(11) + "about").toCharArray());
    devnet =
        Devnet.start(
            DevnetOptions.standard()
                .withWall(wall)
                .withAccounts(List.of(GenesisAccount.worker(wallet.address()))));
    Network network =
        Network.preset("devnet").withEndpoints(List.of(Endpoint.parse("rest+" + devnet.rest())));
    Pace pace = new Pace(1, () -> Duration.between(Instant.EPOCH, wall.instant()).toNanos());
    allora = new Allora(network, wallet, pace, FeePolicy.standard());
    journal = Journal.open(JournalPlace.file(folder.resolve("journal.db")), wall);
    referee = new Referee(journal, Workers.one(allora), new Failures(journal, it -> {}));
    blocks(2);
  }

  @AfterEach
  void end() {
    journal.close();
    allora.close();
    devnet.close();
  }

  private void blocks(long count) {
    wall.forward(Duration.ofSeconds(5 * count));
  }

  private Claim claim(Window window, String value) {
    return new Claim(
        window,
        value,
        new Provenance(new Origin.Simulated("devnet"), Instant.EPOCH, 1, "in", "model", "test"));
  }

  /** Sent without this journal, as another process with the wallet would. */
  private Window answeredElsewhere(String value) {
    Window window = allora.window(67).orElseThrow();
    allora.broadcast(allora.sign(claim(window, value), 1));
    blocks(3);
    return window;
  }

  private Failure.Stop refused() {
    Failure.Stop stop =
        assertThrows(
            Failure.Stop.class,
            () ->
                new Referee(journal, Workers.one(allora), new Failures(journal, it -> {}))
                    .arrive(TOPIC));
    assertEquals(Reason.DOPPELGANGER, stop.reason());
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

  @Test
  void adoptingTakesTheChainsRecordOverAndLetsTheDaemonStart() {
    Window window = answeredElsewhere("0.25");
    Entry row = referee.adopt(67).orElseThrow();
    assertEquals(State.ACCEPTED, row.state());
    assertEquals("0.25", row.value());
    assertEquals(window.key(), row.key());
    referee.arrive(TOPIC);
    assertTrue(referee.adopt(67).isEmpty());
  }

  @Test
  void aForeignAnswerToAClaimedWindowStopsBeforeSigningAndCanBeAdopted() {
    Claim claim = claim(allora.window(67).orElseThrow(), "0.5");
    journal.claim(claim);
    referee.alone(claim);
    answeredElsewhere("0.25");
    assertThrows(Failure.Stop.class, () -> referee.alone(claim));
    Entry row = referee.adopt(67).orElseThrow();
    assertEquals(State.EXPIRED, row.state());
    assertEquals(Reason.DOPPELGANGER, row.reason());
    referee.alone(claim);
  }

  @Test
  void aForeignTransactionStopsTheStartEvenIfItsInferenceIsNotAnothersUntilItIsAdopted() {
    Window window = allora.window(67).orElseThrow();
    Claim ours = claim(window, "0.5");
    journal.claim(ours);
    Submission mine = allora.sign(ours, 1);
    journal.signed(window.key(), mine.attempt());
    allora.broadcast(allora.sign(ours, 2));
    blocks(3);
    journal.settle(window.key(), allora.receipt(mine));
    assertEquals(State.ACCEPTED, journal.find(window.key()).orElseThrow().state());
    assertTrue(refused().getMessage().contains("holds transaction "));
    assertTrue(referee.adopt(67).isEmpty());
    referee.arrive(TOPIC);
  }

  /** As it is after somebody has put back a copy of the file, and in a lost one. */
  @Test
  void aJournalOlderThanTheChainStopsTheStartAndGoesOnOnceTheRecordIsAdopted() throws Exception {
    answer("0.5");
    Path copy = folder.resolve("copy.db");
    journal.close();
    Files.copy(folder.resolve("journal.db"), copy);
    journal = Journal.open(JournalPlace.file(folder.resolve("journal.db")), wall);
    blocks(allora.topic(67).epochLength());
    Window missing = answer("0.6");
    journal.close();
    journal = Journal.open(JournalPlace.file(copy), wall);
    referee = new Referee(journal, Workers.one(allora), new Failures(journal, it -> {}));
    assertTrue(refused().getMessage().contains(missing.key().label()));
    assertEquals("0.6", referee.adopt(67).orElseThrow().value());
    referee.arrive(TOPIC);
    assertThrows(Failure.Skip.class, () -> journal.claim(claim(missing, "0.7")));
  }

  private Window answer(String value) {
    Window window = allora.window(67).orElseThrow();
    Submission mine = broadcast(window, value);
    blocks(3);
    journal.settle(window.key(), allora.receipt(mine));
    return window;
  }

  /** Under way, and not known to the journal as sent. */
  private Submission broadcast(Window window, String value) {
    Claim claim = claim(window, value);
    journal.claim(claim);
    Submission submission = allora.sign(claim, 1);
    journal.signed(window.key(), submission.attempt());
    allora.broadcast(submission);
    return submission;
  }

  @Test
  void whatTheJournalSignedIsOursAlsoBeforeItIsSettled() {
    broadcast(allora.window(67).orElseThrow(), "0.5");
    blocks(3);
    new Referee(journal, Workers.one(allora), new Failures(journal, it -> {})).arrive(TOPIC);
  }

  @Test
  void anAttemptGivenUpAsDeadButStoredAllTheSameClosesItsRow() {
    Window window = allora.window(67).orElseThrow();
    broadcast(window, "0.5");
    journal.buried(window.key(), 1, Reason.REFUSED, "another node wants a higher fee");
    Settling settling =
        new Settling(journal, Workers.one(allora), new Topics(List.of()), new Meters());
    assertTrue(settling.outstanding(journal.find(window.key()).orElseThrow()));
    blocks(3);
    assertFalse(settling.outstanding(journal.find(window.key()).orElseThrow()));
    assertEquals(State.ACCEPTED, journal.find(window.key()).orElseThrow().state());
  }

  @Test
  void epochsThatPassedWhileDownAreMissedAndAFirstStartInventsNone() {
    referee.arrive(TOPIC);
    assertTrue(journal.history().latest(Filter.ALL, 9).isEmpty());
    Window first = allora.window(67).orElseThrow();
    journal.seen(first);
    long epoch = allora.topic(67).epochLength();
    blocks(3 * epoch + 650);
    new Referee(journal, Workers.one(allora), new Failures(journal, it -> {})).arrive(TOPIC);
    List<Entry> rows = journal.history().latest(Filter.ALL, 9);
    assertEquals(
        List.of(3 * epoch, 2 * epoch, epoch, 0L),
        rows.stream().map(it -> it.key().nonce() - first.nonce()).toList());
    assertEquals(
        List.of(Reason.STARTED_LATE, Reason.NOT_RUNNING, Reason.NOT_RUNNING),
        rows.subList(0, 3).stream().map(Entry::reason).toList());
    assertEquals(State.OPEN, rows.get(3).state());
  }
}
