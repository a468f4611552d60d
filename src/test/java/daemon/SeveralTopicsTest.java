package daemon;

import static java.util.stream.Collectors.toSet;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cli.DevnetFixture;
import config.Configuration;
import config.Settings;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.ledger.GenesisTopic;
import devnet.ledger.SubmissionRecorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import journal.entry.Entry;
import journal.entry.EntryFilter;
import journal.entry.EntryState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trials.worker.SlowStartClock;
import wallet.Wallet;
import wiring.ComponentFactory.Components;

/** Four topics and two wallets in one process, all windows opening in the same block. */
@Tag("process")
class SeveralTopicsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String OTHER_WORDS = "zoo ".repeat(11) + "wrong";
  private static final String OTHER = Wallet.fromMnemonic(OTHER_WORDS.toCharArray()).address();

  @TempDir Path dir;
  private final SlowStartClock wallClock = new SlowStartClock(InstantSource.system());

  private DevnetOptions world(DevnetOptions plain) {
    return plain
        .withWallClock(wallClock)
        .withAccounts(
            List.of(
                GenesisAccount.fundedWorker(DevnetFixture.WORKER),
                GenesisAccount.fundedWorker(OTHER)))
        .withTopics(
            LongStream.rangeClosed(66, 69)
                .mapToObj(GenesisTopic::logReturnTopic)
                .map(it -> it.withFirstNonce(plain.startHeight() + 24))
                .toList());
  }

  private Settings settings(DevnetFixture devnet) throws Exception {
    Path words = Files.writeString(dir.resolve("words"), OTHER_WORDS);
    Files.setPosixFilePermissions(words, PosixFilePermissions.fromString("rw-------"));
    Path file =
        devnet.file(
            "topics=67,66,68,69",
            "topic.68.wallet=second",
            "wallet.second.mnemonic-file=" + words,
            "wallet.second.address=" + OTHER,
            "topic.69.target=log-return",
            "topic.69.pair=btcusd",
            "topic.69.horizon=168h",
            "topic.69.model=" + dir.resolve("nothing"),
            "window.answer-at=early");
    return Settings.loadStrict(
        Configuration.load(file, devnet.environment, Map.of()), devnet.environment);
  }

  @Test
  void allGetThroughButTheOneThatCannotAnswerWhichSaysWhy() throws Exception {
    try (DevnetFixture devnet =
        new DevnetFixture(dir, GenesisAccount.fundedWorker(DevnetFixture.WORKER), this::world)) {
      Settings settings = settings(devnet);
      Components components = Components.from(settings, devnet.devnet.clock());
      try (Daemon daemon = Daemon.polling(settings, components)) {
        daemon.start();
        daemon.rehearse();
        wallClock.runAtFullSpeed();
        await().atMost(PATIENCE).until(() -> accepted(components).equals(Set.of(66L, 67L, 68L)));
      }
      SubmissionRecorder recorder = devnet.devnet.submissions();
      assertEquals(Set.of(DevnetFixture.WORKER), workers(recorder, 66, 67));
      assertEquals(Set.of(OTHER), workers(recorder, 68));
      assertEquals(0, recorder.includedCount(69));
      assertTrue(failed(recorder).isEmpty(), () -> failed(recorder).toString());
    }
  }

  private static Set<Long> accepted(Components components) {
    List<Entry> rows = components.journal().reader().findLatest(EntryFilter.ALL, 9);
    Set<Long> all = rows.stream().map(it -> it.key().topic()).collect(toSet());
    rows.stream()
        .filter(it -> it.key().topic() == 69 && it.reasonDetail() != null)
        .forEach(it -> assertTrue(it.reasonDetail().contains("nothing"), it.reasonDetail()));
    return all.size() < 4
        ? Set.of()
        : rows.stream()
            .filter(it -> it.state() == EntryState.ACCEPTED)
            .map(it -> it.key().topic())
            .collect(toSet());
  }

  private static Set<String> workers(SubmissionRecorder recorder, long... topics) {
    return LongStream.of(topics)
        .mapToObj(recorder::nonceRecords)
        .flatMap(List::stream)
        .flatMap(it -> it.acceptedPayloads().stream())
        .map(SubmissionRecorder.IncludedPayload::worker)
        .collect(toSet());
  }

  private static List<SubmissionRecorder.IncludedPayload> failed(SubmissionRecorder recorder) {
    return LongStream.rangeClosed(66, 69)
        .mapToObj(recorder::nonceRecords)
        .flatMap(List::stream)
        .flatMap(it -> it.includedPayloads().stream())
        .filter(it -> it.code() != 0)
        .toList();
  }
}
