package cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import domain.Claim;
import domain.FailureReason;
import domain.Provenance;
import domain.Window;
import domain.WindowKey;
import domain.market.DataOrigin;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import journal.Journal;
import journal.SignedSamples;
import journal.database.JournalLocation;
import laws.RefusingPort;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import trials.worker.CommandProcess.ChildJvmCommand;

/** The verbs about the journal as an operator types them. */
@Tag("process")
class JournalCommandsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir Path folder;
  private final StringWriter err = new StringWriter();
  private final StringWriter out = new StringWriter();

  private int execute(String state, String... args) {
    out.getBuffer().setLength(0);
    CommandLine line = Main.commandLine();
    line.setErr(new PrintWriter(err, true));
    line.setOut(new PrintWriter(out, true));
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--set", "network.chain-id=testnet-1"));
    all.addAll(List.of("--set", "instance.state-dir=" + folder.resolve(state)));
    return line.execute(all.toArray(String[]::new));
  }

  private Journal open(String state) {
    return Journal.open(
        JournalLocation.file(folder.resolve(state).resolve("journal.db")),
        InstantSource.fixed(NOW));
  }

  private static Window window(long nonce) {
    Instant opened = NOW.plusSeconds(5 * nonce);
    WindowKey key = new WindowKey("testnet-1", 67, nonce, "allo1worker");
    return new Window(key, nonce + 600, opened, opened.plusSeconds(3000));
  }

  private void fill(Journal journal) {
    Provenance made =
        new Provenance(new DataOrigin.RealMarket("tiingo"), NOW, 720, "in", "art", "1");
    journal.recordClaim(new Claim(window(700), "0.25", made));
    journal.ensureEntry(window(1420));
    journal.markMissed(window(1420).key(), FailureReason.NO_DATA, "no candles, \"none\"");
    journal.adoptStoredInference(window(2140), "0.5", 2150);
  }

  private JsonNode json() throws Exception {
    assertEquals(1, out.toString().lines().count());
    return new ObjectMapper().readTree(out.toString());
  }

  @Test
  void historyAndStatusReadWhileAWriterHoldsTheJournal() throws Exception {
    try (Journal journal = open("a")) {
      fill(journal);
      assertEquals(0, execute("a", "history", "--json", "--verify"));
      assertEquals(3, json().at("/rows").size());
      assertEquals(3, json().at("/checked").asInt());
      assertEquals("0.25", json().at("/rows/2/value").asText());
      assertEquals("tiingo", json().at("/rows/2/source").asText());
      assertEquals(0, execute("a", "status", "--json", "--offline"));
      assertEquals(2140, json().at("/newest_accepted/nonce").asLong());
      assertEquals(1, json().at("/unsettled").asInt());
      assertEquals(3, json().at("/counts").size());
    }
  }

  @Test
  void beforeTheFirstRunTheReportsSaySo() {
    assertEquals(0, execute("new", "history"));
    assertTrue(out.toString().contains("nothing has run with these settings yet"), out.toString());
    assertEquals(0, execute("new", "status", "--offline"));
    assertEquals(64, execute("new", "history", "--limit", "-3"));
    open("new").close();
    assertEquals(0, execute("new", "history"));
    assertTrue(out.toString().contains("no epoch is recorded yet"), out.toString());
  }

  @Test
  void historyIsATableOnStandardOutput() {
    try (Journal journal = open("a")) {
      fill(journal);
    }
    assertEquals(0, execute("a", "history"));
    List<String> lines = out.toString().lines().toList();
    assertEquals(4, lines.size());
    assertTrue(lines.get(0).startsWith("TOPIC  ROLE    WINDOW  OPENED"), lines.get(0));
    assertEquals("", err.toString());
  }

  @Test
  void historyAsCsvQuotesWhatNeedsIt() {
    try (Journal journal = open("a")) {
      fill(journal);
    }
    assertEquals(0, execute("a", "history", "--csv", "--state", "missed"));
    List<String> lines = out.toString().lines().toList();
    assertEquals(2, lines.size());
    assertTrue(lines.get(0).startsWith("chain_id,topic,nonce,worker,"));
    assertTrue(lines.get(1).contains("missed,NO_DATA,\"no candles, \"\"none\"\"\","));
  }

  @Test
  void anEditedRowIsNamedAndExits2() throws Exception {
    try (Journal journal = open("a")) {
      SignedSamples.sign(journal, 700, "0.25");
    }
    try (var c = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("a/journal.db"));
        var s = c.createStatement()) {
      s.execute("update claim set value = '9' where nonce = 700");
    }
    assertEquals(2, execute("a", "history", "--verify"));
    assertTrue(out.toString().contains("67@700 was edited"));
    assertTrue(out.toString().contains("1 rows checked, 1 faults"));
  }

  @Test
  void aMovedJournalAnswersInOnePlaceOnly() {
    try (Journal journal = open("a")) {
      fill(journal);
    }
    String file = folder.resolve("moved.jsonl").toString();
    assertEquals(0, execute("a", "journal", "export", file));
    assertEquals(2, execute("a", "journal", "repair"));
    assertEquals(0, execute("b", "journal", "import", file));
    assertEquals(0, execute("b", "history", "--csv", "--verify"));
    assertEquals(4, out.toString().lines().count());
    assertEquals(0, execute("a", "journal", "repair", "--revive"));
  }

  @Test
  void aRetiredJournalIsCalledSo() {
    open("a").close();
    assertEquals(0, execute("a", "journal", "export", folder.resolve("x.jsonl").toString()));
    assertEquals(0, execute("a", "status", "--offline"));
    assertTrue(out.toString().contains("the journal is retired"), out.toString());
  }

  @Test
  void aDryRunChangesNothingOrIsRefused() {
    open("a").close();
    String file = folder.resolve("dry.jsonl").toString();
    assertEquals(0, execute("a", "journal", "export", "--dry-run", file));
    assertTrue(java.nio.file.Files.notExists(Path.of(file)));
    assertEquals(64, execute("a", "journal", "repair", "--dry-run"));
    assertTrue(err.toString().contains("Unknown option: '--dry-run'"), err.toString());
    assertEquals(78, execute("a", "journal", "repair", "--set", "instance.dry-run=true"));
    open("a").close();
  }

  @Test
  void anImportOfAFileThatIsNotThereIsOneSentence() {
    String file = folder.resolve("nowhere.jsonl").toString();
    assertEquals(65, execute("b", "journal", "import", file));
    assertEquals(
        "dromedary: there is no file " + file + ": name the file of an export",
        err.toString().strip());
    assertEquals(65, execute("b", "journal", "import", folder.toString()));
    assertFalse(err.toString().contains("Exception"), err.toString());
  }

  @Test
  void aDamagedJournalIsSetAsideOnDemandOnly() throws Exception {
    Path file = folder.resolve("a").resolve("journal.db");
    java.nio.file.Files.createDirectories(file.getParent());
    java.nio.file.Files.writeString(file, "no journal at all ".repeat(500));
    assertEquals(2, execute("a", "journal", "repair"));
    assertTrue(java.nio.file.Files.exists(file));
    assertEquals(0, execute("a", "journal", "repair", "--set-aside"));
    assertTrue(java.nio.file.Files.notExists(file));
  }

  @Test
  void aSecondDaemonOnTheSameJournalExits2AndNamesTheFirst() throws Exception {
    Path said = folder.resolve("said");
    try (Journal held = open("a")) {
      ProcessBuilder second =
          ChildJvmCommand.processBuilder(
              "run", "--set", "instance.state-dir=" + folder.resolve("a"));
      second.environment().put("MNEMONIC", "abandon ".repeat(11) + "about");
      second.environment().put("NETWORK_PRESET", "devnet");
      second.environment().put("NETWORK_ENDPOINTS", "rest+http://" + RefusingPort.address());
      Process process = second.redirectErrorStream(true).redirectOutput(said.toFile()).start();
      assertEquals(2, process.waitFor());
      assertTrue(held.reader().findUnsettled().isEmpty());
    }
    String text = java.nio.file.Files.readString(said, StandardCharsets.UTF_8);
    assertTrue(text.contains("is in use by process " + ProcessHandle.current().pid()), text);
  }
}
